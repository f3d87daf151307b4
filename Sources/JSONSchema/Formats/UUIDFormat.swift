/// `uuid`: RFC 4122, section 3, of any version and variant.
enum UUIDFormat: Format {
    static let name = "uuid"

    static func matches(_ text: String) -> Bool {
        text.withBytes { bytes in
            bytes.count == 36
                && bytes.indices.allSatisfy { position in
                    switch position {
                    case 8, 13, 18, 23: bytes[position] == UInt8(ascii: "-")
                    default: ASCII.isHexadecimal(bytes[position])
                    }
                }
        }
    }
}
