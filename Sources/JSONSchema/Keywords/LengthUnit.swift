import JSONCore

/// What `maxLength` and `minLength` count.
///
/// JSON Schema counts Unicode code points. The keyword `x-length-unit`, ours, beside them counts UTF-16 code units instead when it is
/// `"utf-16"`, for limits that were set by software which counts so.
enum LengthUnit: Sendable {
    case codePoint
    case utf16

    static let keyword = "x-length-unit"

    /// The unit that a length keyword's siblings ask for.
    init(besides source: KeywordSource) throws(SchemaError) {
        guard let unit = source.sibling(Self.keyword) else {
            self = .codePoint
            return
        }
        switch unit.value {
        case "utf-16": self = .utf16
        case "code-point": self = .codePoint
        default: throw unit.refusal("must be code-point or utf-16")
        }
    }

    /// Whether the text has at most so many units; a text of no more bytes is not counted.
    func length(of text: String, isAtMost limit: Int) -> Bool {
        text.utf8.count <= limit || count(text) <= limit
    }

    /// Whether the text has at least so many units; a text of fewer bytes, or of so many that it must have, is not counted.
    func length(of text: String, isAtLeast limit: Int) -> Bool {
        let bytes = text.utf8.count
        // No code point takes more than four bytes.
        return bytes >= limit && (bytes / 4 >= limit || count(text) >= limit)
    }

    private func count(_ text: String) -> Int {
        var count = 0
        for byte in text.utf8 {
            // Bytes 10xxxxxx continue a code point; 11110xxx begins one that takes two UTF-16 code units.
            if byte & 0b1100_0000 != 0b1000_0000 { count += 1 }
            if self == .utf16 && byte >= 0b1111_0000 { count += 1 }
        }
        return count
    }
}
