/// `json-pointer`: RFC 6901, section 5.
enum JSONPointerFormat: Format {
    static let name = "json-pointer"

    static func matches(_ text: String) -> Bool {
        text.withBytes { bytes in
            var reader = ByteReader(bytes)
            return take(from: &reader) && reader.isAtEnd
        }
    }

    /// Takes a pointer, to the end; whether it is one.
    static func take(from reader: inout ByteReader) -> Bool {
        if reader.isAtEnd { return true }
        guard reader.take("/") else { return false }
        while true {
            _ = reader.take { $0 != UInt8(ascii: "~") }
            if reader.isAtEnd { return true }
            _ = reader.take("~")
            guard reader.take("0") || reader.take("1") else { return false }
        }
    }
}
