/// Facts about the bytes of JSON text that reading and writing share.
enum JSONText {
    /// Marks, by its top bit, the first byte of a word that is a quote, a backslash, below U+0020 or not ASCII; zero if there is none.
    ///
    /// Bytes after the first marked one may be marked wrongly, because a subtraction borrows from them. The word is in memory order, so
    /// the first byte is the least significant on the little-endian machines Kith runs on.
    @inline(__always)
    static func bytesNeedingCare(in word: UInt64) -> UInt64 {
        bytesToEscape(in: word) | UInt64(littleEndian: word) & tops
    }

    /// As ``bytesNeedingCare(in:)`` but without the bytes that are not ASCII: what a writer must escape.
    @inline(__always)
    static func bytesToEscape(in word: UInt64) -> UInt64 {
        let word = UInt64(littleEndian: word)
        let quote = word ^ (ones &* UInt64(UInt8(ascii: "\"")))
        let backslash = word ^ (ones &* UInt64(UInt8(ascii: "\\")))
        let zeros = ((quote &- ones) & ~quote) | ((backslash &- ones) & ~backslash)
        let controls = (word &- (ones &* 0x20)) & ~word
        return (zeros | controls) & tops
    }

    /// The value of a hexadecimal digit; nil for any other byte.
    @inline(__always)
    static func hexadecimalValue(of byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
        default: nil
        }
    }

    /// The digit, in lower case, of a value below sixteen.
    static func hexadecimalDigit(_ value: UInt8) -> UInt8 {
        value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") + (value - 10)
    }

    /// Whether a writer must escape the byte.
    @inline(__always)
    static func mustEscape(_ byte: UInt8) -> Bool {
        byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\")
    }

    private static let ones: UInt64 = 0x0101_0101_0101_0101
    private static let tops: UInt64 = 0x8080_8080_8080_8080
}
