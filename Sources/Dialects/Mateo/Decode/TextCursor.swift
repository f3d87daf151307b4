/// Reads a parameter of the query from the front, byte by byte. Every separator of PostgREST's grammar is ASCII, so no character is split.
struct TextCursor {
    private let bytes: [UInt8]
    private var position = 0

    init(_ text: some StringProtocol) { bytes = Array(text.utf8) }

    var isAtEnd: Bool { position == bytes.count }

    /// The next byte, left where it is.
    var next: UInt8? { position < bytes.count ? bytes[position] : nil }

    /// Whether the rest begins with `text`.
    func isAt(_ text: StaticString) -> Bool {
        text.withUTF8Buffer { bytes[position...].starts(with: $0) }
    }

    /// Passes over `text` if the rest begins with it.
    mutating func take(_ text: StaticString) -> Bool {
        guard isAt(text) else { return false }
        position += text.utf8CodeUnitCount
        return true
    }

    /// Passes over spaces.
    mutating func skipSpaces() {
        while next == UInt8(ascii: " ") { position += 1 }
    }

    /// The text up to the place where `isEnd` holds, or up to the end.
    mutating func text(until isEnd: (TextCursor) -> Bool) -> String {
        let start = position
        while position < bytes.count, !isEnd(self) { position += 1 }
        return String(decoding: bytes[start..<position], as: UTF8.self)
    }

    /// The text up to one of these bytes, or up to the end.
    mutating func text(upTo ends: UInt8...) -> String {
        text { cursor in cursor.next.map(ends.contains) ?? true }
    }

    /// Everything that is left.
    mutating func rest() -> String { text { _ in false } }

    /// A text in double quotes, `\` taking the next character as it is; nil, with nothing read, when the rest does not begin with one.
    mutating func quoted() -> String? {
        guard next == UInt8(ascii: "\"") else { return nil }
        var content: [UInt8] = []
        var index = position + 1
        while index < bytes.count {
            switch bytes[index] {
            case UInt8(ascii: "\""):
                position = index + 1
                return String(decoding: content, as: UTF8.self)
            case UInt8(ascii: "\\") where index + 1 < bytes.count:
                content.append(bytes[index + 1])
                index += 2
            default:
                content.append(bytes[index])
                index += 1
            }
        }
        return nil
    }

    /// A text in braces with the braces, those inside in pairs; nil, with nothing read, when the rest does not begin with one.
    mutating func braced() -> String? {
        guard next == UInt8(ascii: "{") else { return nil }
        var depth = 0
        var isQuoted = false
        var index = position
        while index < bytes.count {
            switch bytes[index] {
            case UInt8(ascii: "\\") where isQuoted: index += 1
            case UInt8(ascii: "\""): isQuoted.toggle()
            case UInt8(ascii: "{") where !isQuoted: depth += 1
            case UInt8(ascii: "}") where !isQuoted: depth -= 1
            default: break
            }
            index += 1
            guard depth == 0 else { continue }
            defer { position = index }
            return String(decoding: bytes[position..<index], as: UTF8.self)
        }
        return nil
    }
}
