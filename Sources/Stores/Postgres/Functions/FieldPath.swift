import JSONCore

/// A place in `fields` as PostgreSQL is told of it: the text of an array of the pointer's tokens.
enum FieldPath {
    /// `{"data","size"}`, where quotes and backslashes of a token stand behind a backslash (PostgreSQL 15, section 8.15.2).
    static func text(_ pointer: JSONPointer) -> String {
        var text: [UInt8] = [UInt8(ascii: "{")]
        for token in pointer.tokens {
            if text.count > 1 { text.append(UInt8(ascii: ",")) }
            text.append(UInt8(ascii: "\""))
            for byte in token.utf8 {
                if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") { text.append(UInt8(ascii: "\\")) }
                text.append(byte)
            }
            text.append(UInt8(ascii: "\""))
        }
        text.append(UInt8(ascii: "}"))
        return String(decoding: text, as: UTF8.self)
    }
}
