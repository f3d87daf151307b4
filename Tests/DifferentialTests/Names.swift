import Records

/// What each server names by itself, identifiers, moments and credentials, under names that are the same for both: the order in which they
/// first appeared.
struct Names: Sendable {
    /// What a name stands for on this server.
    private var texts: [String: String]
    private var identifiers: [String: String] = [:]
    private var moments: [Int64: String] = [:]
    /// When the servers were made. Moments before it are from requests and stay as they are.
    private let start: Timestamp

    init(since start: Timestamp, credentials: [String: String]) {
        self.start = start
        texts = credentials
    }

    // MARK: - Requests

    /// The text with this server's own in the place of names. A name that stands for nothing yet stays.
    func resolved(_ text: String) -> String {
        guard text.contains("⟨") else { return text }
        var result = ""
        var rest = text[...]
        while let open = rest.firstIndex(of: "⟨"), let close = rest[open...].firstIndex(of: "⟩") {
            let name = String(rest[rest.index(after: open)..<close])
            result += rest[..<open] + (texts[name] ?? "-\(name)-")
            rest = rest[rest.index(after: close)...]
        }
        return result + rest
    }

    // MARK: - Answers

    /// Members whose values are new in every answer.
    private static let alwaysNew = ["requestId", "requestID", "accessToken", "refreshToken", "sessionToken"].map {
        Array("\"\($0)\":\"".utf8)
    }

    /// The text with names in the place of what this server has named.
    mutating func named(_ bytes: [UInt8]) -> String {
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count)
        var position = 0
        var isInWord = false
        while position < bytes.count {
            let byte = bytes[position]
            if byte == UInt8(ascii: "\""), let member = Self.alwaysNew.first(where: { bytes[position...].starts(with: $0) }) {
                result += member
                position += member.count
                while position < bytes.count, bytes[position] != UInt8(ascii: "\"") { position += 1 }
                continue
            }
            if !isInWord, Self.isHexadecimal(byte), let (name, length) = name(at: position, of: bytes) {
                result += Array("⟨\(name)⟩".utf8)
                position += length
                continue
            }
            isInWord = Self.isLetterOrDigit(byte)
            result.append(byte)
            position += 1
        }
        return String(decoding: result, as: UTF8.self)
    }

    private mutating func name(at position: Int, of bytes: [UInt8]) -> (name: String, length: Int)? {
        func text(_ length: Int) -> String? {
            position + length <= bytes.count ? String(decoding: bytes[position..<position + length], as: UTF8.self) : nil
        }
        if position + 8 < bytes.count, bytes[position + 8] == UInt8(ascii: "-"), let text = text(36), Identifier(text) != nil {
            return (name(identifier: text), 36)
        }
        guard position + 10 < bytes.count, bytes[position + 10] == UInt8(ascii: "T") else { return nil }
        // As the dialects write moments: as PostgreSQL prints it, to the microsecond, to the millisecond. What follows is no part of it.
        for length in [32, 27, 24] {
            guard let text = text(length), let moment = Timestamp(text), moment >= start else { continue }
            return (length == 24 ? "moment" : name(moment: moment, text), length)
        }
        return nil
    }

    private mutating func name(identifier text: String) -> String {
        if let known = identifiers[text] { return known }
        let name = String(identifiers.count + 1)
        identifiers[text] = name
        texts[name] = text
        return name
    }

    /// Two writes never happen in the same microsecond, but may in the same millisecond: only the former have names of their own.
    private mutating func name(moment: Timestamp, _ text: String) -> String {
        if let known = moments[moment.microseconds] { return known }
        let name = "moment\(moments.count + 1)"
        moments[moment.microseconds] = name
        texts[name] = moment.text(.microseconds)
        return name
    }

    private static func isHexadecimal(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte)
    }

    private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
        isHexadecimal(byte) || (UInt8(ascii: "g")...UInt8(ascii: "z")).contains(byte)
            || (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte)
    }
}
