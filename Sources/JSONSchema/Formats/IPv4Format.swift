/// `ipv4`: four decimal numbers, `dotted-quad` of RFC 2673, section 3.2, without leading zeros.
enum IPv4Format: Format {
    static let name = "ipv4"

    static func matches(_ text: String) -> Bool {
        text.withBytes { bytes in
            var reader = ByteReader(bytes)
            return take(from: &reader) && reader.isAtEnd
        }
    }

    /// Takes an address; whether there is one.
    static func take(from reader: inout ByteReader) -> Bool {
        for position in 0..<4 {
            if position > 0 && !reader.take(".") { return false }
            guard let first = reader.next, ASCII.isDigit(first) else { return false }
            var value = 0
            var count = 0
            while let byte = reader.next, ASCII.isDigit(byte), count < 3 {
                _ = reader.takeNumber(digits: 1)
                value = value * 10 + Int(byte - 0x30)
                count += 1
            }
            if value > 255 || count > 1 && first == UInt8(ascii: "0") { return false }
        }
        return true
    }
}
