extension PatternParser {
    /// Reads an escape that stands for one code point out of a set, after its backslash; ECMA-262, section 22.2.1, CharacterEscape and
    /// CharacterClassEscape.
    mutating func parseCharacterEscape() throws(PatternError) -> CodePointSet {
        guard let character = take() else { throw PatternError("a backslash must be followed by what it escapes") }
        switch character {
        case "d": return .digits
        case "D": return CodePointSet.digits.inverted
        case "w": return .word
        case "W": return CodePointSet.word.inverted
        case "s": return .space
        case "S": return CodePointSet.space.inverted
        case "p": return try parseProperty()
        case "P": return try parseProperty().inverted
        case "t": return CodePointSet(0x09)
        case "n": return CodePointSet(0x0A)
        case "v": return CodePointSet(0x0B)
        case "f": return CodePointSet(0x0C)
        case "r": return CodePointSet(0x0D)
        case "0":
            if let next, ("0"..."9").contains(next) { throw PatternError("octal escapes are not known") }
            return CodePointSet(0)
        case "c":
            guard let letter = take()?.value, (0x41...0x5A).contains(letter & ~0x20) else {
                throw PatternError("\\c must be followed by a letter")
            }
            return CodePointSet(letter & 0x1F)
        case "x":
            guard let value = parseHexadecimal(digits: 2) else { throw PatternError("\\x must be followed by two hexadecimal digits") }
            return CodePointSet(value)
        case "u":
            return try parseUnicodeEscape()
        default:
            guard Self.isPunctuation(character) else { throw PatternError("an escape is not known") }
            return CodePointSet(character)
        }
    }

    private static func isPunctuation(_ character: Unicode.Scalar) -> Bool {
        switch character.value {
        case 0x20...0x2F, 0x3A...0x40, 0x5B...0x60, 0x7B...0x7E: true
        default: false
        }
    }

    /// `\u` with four hexadecimal digits, a pair of those for a surrogate pair, or `\u{…}`.
    private mutating func parseUnicodeEscape() throws(PatternError) -> CodePointSet {
        let rule = PatternError("\\u must be followed by four hexadecimal digits, or up to 10FFFF in braces")
        if take("{") {
            var value: UInt32?
            while let digit = next.flatMap(Self.hexadecimalValue) {
                value = min((value ?? 0) * 16 + digit, CodePointSet.maximum + 1)
                position += 1
            }
            guard let value, value <= CodePointSet.maximum, take("}") else { throw rule }
            return CodePointSet(value)
        }
        guard let first = parseHexadecimal(digits: 4) else { throw rule }
        let start = position
        if (0xD800...0xDBFF).contains(first), take("\\u"), let second = parseHexadecimal(digits: 4), (0xDC00...0xDFFF).contains(second) {
            return CodePointSet(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00))
        }
        position = start
        return CodePointSet(first)
    }

    /// Takes exactly so many hexadecimal digits; takes none of fewer.
    private mutating func parseHexadecimal(digits: Int) -> UInt32? {
        let start = position
        var value: UInt32 = 0
        for _ in 0..<digits {
            guard let digit = take().flatMap(Self.hexadecimalValue) else {
                position = start
                return nil
            }
            value = value * 16 + digit
        }
        return value
    }

    private static func hexadecimalValue(_ character: Unicode.Scalar) -> UInt32? {
        switch character {
        case "0"..."9": character.value - 0x30
        case "A"..."F": character.value - 0x41 + 10
        case "a"..."f": character.value - 0x61 + 10
        default: nil
        }
    }

    /// `{Name}` or `{Name=Value}` after `\p`.
    private mutating func parseProperty() throws(PatternError) -> CodePointSet {
        guard take("{") else { throw PatternError("\\p must be followed by a property in braces") }
        var text = ""
        while !take("}") {
            guard let character = take() else { throw PatternError("\\p must be followed by a property in braces") }
            text.unicodeScalars.append(character)
        }
        let unknown = PatternError("a Unicode property is not known")
        if !knownProperties.contains(text) {
            guard UnicodeProperty.isKnown(text) else { throw unknown }
            knownProperties.insert(text)
        }
        guard allowance?.takeProperty(text) != false else { throw PatternError("too many Unicode properties are named") }
        if allowance == nil { return .none }
        guard let set = UnicodeProperty.set(named: text) else { throw unknown }
        return set
    }
}
