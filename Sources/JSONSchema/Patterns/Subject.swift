/// A text as the automata of a pattern see it: the class of each code point.
struct Subject {
    let classes: ContiguousArray<UInt16>
    private let isWord: ContiguousArray<Bool>

    init(_ text: String, in partition: CharacterClasses) {
        isWord = partition.isWord
        classes = text.withBytes { bytes in
            var classes: ContiguousArray<UInt16> = []
            classes.reserveCapacity(bytes.count)
            var offset = 0
            while offset < bytes.count { classes.append(UInt16(truncatingIfNeeded: partition.next(in: bytes, at: &offset))) }
            return classes
        }
    }

    /// Whether a boundary is at a place, which counts the code points before it.
    func has(_ boundary: PatternNode.Boundary, at place: Int) -> Bool {
        switch boundary {
        case .start: place == 0
        case .end: place == classes.count
        case .word: isWord(before: place) != isWord(before: place + 1)
        case .notWord: isWord(before: place) == isWord(before: place + 1)
        }
    }

    private func isWord(before place: Int) -> Bool {
        place > 0 && place <= classes.count && isWord[Int(classes[place - 1])]
    }
}

/// A set of small numbers, such as places in a subject.
struct Places: Hashable {
    private var words: ContiguousArray<UInt64>

    init(upTo count: Int) {
        words = ContiguousArray(repeating: 0, count: count / 64 + 1)
    }

    mutating func insert(_ place: Int) {
        words[place / 64] |= 1 << UInt64(place % 64)
    }

    mutating func toggle(_ place: Int) {
        words[place / 64] ^= 1 << UInt64(place % 64)
    }

    func contains(_ place: Int) -> Bool {
        words[place / 64] & 1 << UInt64(place % 64) != 0
    }
}
