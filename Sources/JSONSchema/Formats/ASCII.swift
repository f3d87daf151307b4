/// Questions about bytes of UTF-8 text that the formats' grammars ask, RFC 5234 appendix B.1.
enum ASCII {
    @inline(__always)
    static func isDigit(_ byte: UInt8) -> Bool {
        byte &- 0x30 < 10
    }

    @inline(__always)
    static func isLetter(_ byte: UInt8) -> Bool {
        (byte | 0x20) &- 0x61 < 26
    }

    @inline(__always)
    static func isHexadecimal(_ byte: UInt8) -> Bool {
        isDigit(byte) || (byte | 0x20) &- 0x61 < 6
    }

    @inline(__always)
    static func isLetterOrDigit(_ byte: UInt8) -> Bool {
        isLetter(byte) || isDigit(byte)
    }
}

/// Reads UTF-8 text from its beginning, a piece at a time.
struct ByteReader {
    private let bytes: UnsafeBufferPointer<UInt8>
    private(set) var position = 0

    init(_ bytes: UnsafeBufferPointer<UInt8>) {
        self.bytes = bytes
    }

    var isAtEnd: Bool { position == bytes.count }

    /// The next byte; nil at the end.
    var next: UInt8? { position < bytes.count ? bytes[position] : nil }

    /// Takes the next byte if it is this one, in upper or lower case where it is a letter.
    mutating func take(_ character: Unicode.Scalar, ignoringCase: Bool = false) -> Bool {
        guard let next else { return false }
        let wanted = UInt8(ascii: character)
        guard next == wanted || ignoringCase && next | 0x20 == wanted | 0x20 else { return false }
        position += 1
        return true
    }

    /// Takes bytes as long as they satisfy the predicate; returns how many.
    mutating func take(while predicate: (UInt8) -> Bool) -> Int {
        let start = position
        while position < bytes.count && predicate(bytes[position]) { position += 1 }
        return position - start
    }

    /// Takes exactly so many digits and returns their value; nil, and the position is of no use, when there are fewer.
    mutating func takeNumber(digits: Int) -> Int? {
        guard position + digits <= bytes.count else { return nil }
        var value = 0
        for _ in 0..<digits {
            guard ASCII.isDigit(bytes[position]) else { return nil }
            value = value * 10 + Int(bytes[position] - 0x30)
            position += 1
        }
        return value
    }
}
