/// The partition of all code points into classes that a pattern cannot tell apart.
///
/// Automata then run over a handful of classes instead of 1.1 million code points.
final class CharacterClasses: Sendable {
    /// How many classes there are; they are numbered from 0.
    let count: Int

    /// The class of each ASCII code point.
    private let ascii: ContiguousArray<UInt16>
    /// Where the intervals of one class begin, in order, and the class of each.
    private let starts: ContiguousArray<UInt32>
    private let classes: ContiguousArray<UInt16>
    /// For each set, for each class, whether the set contains it.
    private let membership: [CodePointSet: ContiguousArray<Bool>]
    /// Whether the code points of each class are word characters to `\b`.
    let isWord: ContiguousArray<Bool>

    /// The partition by these sets; `\w` is told apart only where it is asked for.
    init(of sets: Set<CodePointSet>, tellingWordsApart: Bool) {
        var sets = Array(sets)
        if tellingWordsApart { sets.append(.word) }
        let (starts, classes, signatures) = Self.sweep(sets)
        var membership: [CodePointSet: ContiguousArray<Bool>] = [:]
        var isWord = ContiguousArray(repeating: false, count: signatures.count)
        for (position, set) in sets.enumerated() {
            let contains = ContiguousArray(signatures.map { $0.contains(position) })
            membership[set] = contains
            if tellingWordsApart && set == .word { isWord = contains }
        }
        count = signatures.count
        self.starts = starts
        self.classes = classes
        self.membership = membership
        self.isWord = isWord
        var ascii: ContiguousArray<UInt16> = []
        var interval = 0
        for codePoint in UInt32(0)..<128 {
            while interval + 1 < starts.count && starts[interval + 1] <= codePoint { interval += 1 }
            ascii.append(classes[interval])
        }
        self.ascii = ascii
    }

    /// Goes over all code points once, from range to range: where intervals begin, the class of each, and which sets contain each class.
    private static func sweep(
        _ sets: [CodePointSet]
    ) -> (starts: ContiguousArray<UInt32>, classes: ContiguousArray<UInt16>, signatures: [Places]) {
        var changes: [(codePoint: UInt32, set: Int)] = []
        for (position, set) in sets.enumerated() {
            for range in set.ranges {
                changes.append((range.lowerBound, position))
                changes.append((range.upperBound + 1, position))
            }
        }
        changes.sort { $0.codePoint < $1.codePoint }
        var starts: ContiguousArray<UInt32> = []
        var classes: ContiguousArray<UInt16> = []
        var signatures: [Places] = []
        var numbers: [Places: UInt16] = [:]
        var current = Places(upTo: sets.count)
        var next = 0
        var start: UInt32 = 0
        while start <= CodePointSet.maximum {
            // A set's ranges do not touch, so each of their ends changes whether it contains what follows.
            while next < changes.count && changes[next].codePoint == start {
                current.toggle(changes[next].set)
                next += 1
            }
            let number = numbers[current] ?? UInt16(truncatingIfNeeded: signatures.count)
            if numbers.updateValue(number, forKey: current) == nil { signatures.append(current) }
            starts.append(start)
            classes.append(number)
            start = next < changes.count ? changes[next].codePoint : CodePointSet.maximum + 1
        }
        return (starts, classes, signatures)
    }

    /// For each class, whether the set, one of those of the partition, contains it.
    func members(of set: CodePointSet) -> ContiguousArray<Bool> {
        membership[set] ?? ContiguousArray(repeating: false, count: count)
    }

    /// The class of the code point that begins at an offset in UTF-8 text; moves the offset past it.
    @inline(__always)
    func next(in bytes: UnsafeBufferPointer<UInt8>, at offset: inout Int) -> Int {
        let byte = bytes[offset]
        offset += 1
        return byte < 0x80 ? Int(ascii[Int(byte)]) : nextBeyondASCII(first: byte, in: bytes, at: &offset)
    }

    private func nextBeyondASCII(first: UInt8, in bytes: UnsafeBufferPointer<UInt8>, at offset: inout Int) -> Int {
        // The text is a Swift string's, so its UTF-8 is well formed; the bounds only keep a broken promise from reading past the end.
        let count = first < 0xE0 ? 1 : first < 0xF0 ? 2 : 3
        var codePoint = UInt32(first) & (0x3F >> UInt32(count))
        for _ in 0..<count where offset < bytes.count {
            codePoint = codePoint << 6 | UInt32(bytes[offset] & 0x3F)
            offset += 1
        }
        return self[codePoint]
    }

    /// The class of a code point.
    subscript(codePoint: UInt32) -> Int {
        var low = 0
        var high = starts.count
        while high - low > 1 {
            let middle = (low + high) / 2
            if starts[middle] <= codePoint { low = middle } else { high = middle }
        }
        return Int(classes[low])
    }
}
