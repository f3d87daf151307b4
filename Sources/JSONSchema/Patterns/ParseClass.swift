extension PatternParser {
    /// Reads a character class after its `[`, ECMA-262, section 22.2.1, ClassContents.
    mutating func parseClass() throws(PatternError) -> CodePointSet {
        let isNegated = take("^")
        var parts: [ClosedRange<UInt32>] = []
        while !take("]") {
            let first = try parseClassAtom()
            guard next == "-", followsDash != nil, followsDash != "]" else {
                parts += first.ranges
                continue
            }
            position += 1
            let last = try parseClassAtom()
            // A hyphen beside a class of characters, as in `[\w-.]`, stands for itself (Annex B.1.2).
            guard let low = first.single, let high = last.single else {
                parts += first.ranges + last.ranges + CodePointSet("-").ranges
                continue
            }
            guard low <= high else { throw PatternError("a range in a character class is out of order") }
            parts.append(low...high)
        }
        let set = CodePointSet(parts)
        return isNegated ? set.inverted : set
    }

    /// What comes after the hyphen that comes next.
    private var followsDash: Unicode.Scalar? {
        var ahead = self
        _ = ahead.take()
        return ahead.next
    }

    private mutating func parseClassAtom() throws(PatternError) -> CodePointSet {
        guard let character = take() else { throw PatternError("a character class is not closed") }
        guard character == "\\" else { return CodePointSet(character) }
        // In a class `\b` is the backspace.
        return take("b") ? CodePointSet(0x08) : try parseCharacterEscape()
    }
}

extension CodePointSet {
    /// The code point of a set of exactly one.
    fileprivate var single: UInt32? {
        guard ranges.count == 1, let range = ranges.first, range.lowerBound == range.upperBound else { return nil }
        return range.lowerBound
    }
}
