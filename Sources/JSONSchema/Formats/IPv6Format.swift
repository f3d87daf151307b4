/// `ipv6`: RFC 4291, section 2.2, without a zone.
enum IPv6Format: Format {
    static let name = "ipv6"

    static func matches(_ text: String) -> Bool {
        text.withBytes(matches)
    }

    /// Whether the bytes are an address.
    static func matches(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        var reader = ByteReader(bytes)
        var groups = 0
        var isShortened = false
        if reader.take(":") {
            guard reader.take(":") else { return false }
            isShortened = true
        }
        while !reader.isAtEnd {
            if groups == 8 { return false }
            var quad = reader
            if IPv4Format.take(from: &quad) {
                groups += 2
                return quad.isAtEnd && (isShortened ? groups < 8 : groups == 8)
            }
            let digits = reader.take(while: ASCII.isHexadecimal)
            guard (1...4).contains(digits) else { return false }
            groups += 1
            if reader.isAtEnd { break }
            guard reader.take(":") else { return false }
            if reader.take(":") {
                if isShortened { return false }
                isShortened = true
            } else if reader.isAtEnd {
                return false
            }
        }
        return isShortened ? groups < 8 : groups == 8
    }
}
