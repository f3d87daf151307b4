import JSONCore

/// Reads JSON text the slow way: the grammar of RFC 8259 rule by rule, over code points that Swift has decoded.
struct ReferenceReader {
    private let text: [Unicode.Scalar]
    private let limits: JSONLimits
    private var position = 0

    private struct Refusal: Error {}

    /// The value of a text; nil when it is not in the grammar or exceeds the limits.
    static func value(of bytes: UnsafeRawBufferPointer, limits: JSONLimits) -> ReferenceValue? {
        guard let text = String(validating: bytes, as: UTF8.self) else { return nil }
        var reader = ReferenceReader(text: Array(text.unicodeScalars), limits: limits)
        return try? reader.document()
    }

    private init(text: [Unicode.Scalar], limits: JSONLimits) {
        self.text = text
        self.limits = limits
    }

    private mutating func document() throws -> ReferenceValue {
        let value = try element(depth: 0)
        guard position == text.count else { throw Refusal() }
        return value
    }

    private mutating func element(depth: Int) throws -> ReferenceValue {
        skipWhiteSpace()
        let value = try self.value(depth: depth)
        skipWhiteSpace()
        return value
    }

    private mutating func value(depth: Int) throws -> ReferenceValue {
        if take("null") { return .null }
        if take("true") { return .bool(true) }
        if take("false") { return .bool(false) }
        if take("\"") { return .string(try restOfString()) }
        if take("[") { return try restOfArray(depth: depth + 1) }
        if take("{") { return try restOfObject(depth: depth + 1) }
        return try number()
    }

    private mutating func restOfArray(depth: Int) throws -> ReferenceValue {
        guard depth <= limits.maximumDepth else { throw Refusal() }
        skipWhiteSpace()
        if take("]") { return .array([]) }
        var elements = [try element(depth: depth)]
        while take(",") { elements.append(try element(depth: depth)) }
        guard take("]") else { throw Refusal() }
        return .array(elements)
    }

    private mutating func restOfObject(depth: Int) throws -> ReferenceValue {
        guard depth <= limits.maximumDepth else { throw Refusal() }
        skipWhiteSpace()
        if take("}") { return .object([]) }
        var members: [(name: [Unicode.Scalar], value: ReferenceValue)] = []
        repeat {
            skipWhiteSpace()
            guard take("\"") else { throw Refusal() }
            let name = try restOfString()
            skipWhiteSpace()
            guard take(":") else { throw Refusal() }
            let value = try element(depth: depth)
            if let known = members.firstIndex(where: { $0.name == name }) {
                guard limits.allowsDuplicateMembers else { throw Refusal() }
                members[known].value = value
            } else {
                members.append((name, value))
            }
        } while take(",")
        guard take("}") else { throw Refusal() }
        return .object(members)
    }

    private mutating func restOfString() throws -> [Unicode.Scalar] {
        var scalars: [Unicode.Scalar] = []
        while !take("\"") {
            let scalar = take("\\") ? try escape() : try next()
            guard scalar.value != 0 || limits.allowsNUL else { throw Refusal() }
            scalars.append(scalar)
        }
        return scalars
    }

    /// A code point that may stand in a string as it is.
    private mutating func next() throws -> Unicode.Scalar {
        guard position < text.count, text[position].value >= 0x20 else { throw Refusal() }
        position += 1
        return text[position - 1]
    }

    private static let letters: [Unicode.Scalar: Unicode.Scalar] = [
        "\"": "\"", "\\": "\\", "/": "/", "b": "\u{8}", "f": "\u{C}", "n": "\n", "r": "\r", "t": "\t",
    ]

    private mutating func escape() throws -> Unicode.Scalar {
        let letter = try next()
        if let scalar = Self.letters[letter] { return scalar }
        guard letter == "u" else { throw Refusal() }
        var units = [try codeUnit()]
        if UTF16.isLeadSurrogate(units[0]), take("\\u") { units.append(try codeUnit()) }
        guard let decoded = String(validating: units, as: UTF16.self), decoded.unicodeScalars.count == 1 else { throw Refusal() }
        return decoded.unicodeScalars[decoded.unicodeScalars.startIndex]
    }

    private mutating func codeUnit() throws -> UInt16 {
        var digits = ""
        for _ in 0..<4 { digits.unicodeScalars.append(try next()) }
        guard digits.utf8.allSatisfy({ $0 != UInt8(ascii: "+") && $0 != UInt8(ascii: "-") }) else { throw Refusal() }
        guard let unit = UInt16(digits, radix: 16) else { throw Refusal() }
        return unit
    }

    private mutating func number() throws -> ReferenceValue {
        let start = position
        _ = take("-")
        if !take("0") { try digits() }
        if take(".") { try digits() }
        if take("e") || take("E") {
            if !take("+") { _ = take("-") }
            let first = position
            try digits()
            let exponent = text[first..<position].drop { $0 == "0" }.map { String($0) }.joined()
            guard exponent.isEmpty || Int(exponent).map({ $0 <= limits.maximumExponent }) ?? false else { throw Refusal() }
        }
        guard position - start <= limits.maximumNumberLength else { throw Refusal() }
        return .number(text[start..<position].map { String($0) }.joined())
    }

    private mutating func digits() throws {
        let start = position
        while position < text.count, ("0"..."9").contains(text[position]) { position += 1 }
        guard position > start else { throw Refusal() }
    }

    private mutating func take(_ expected: StaticString) -> Bool {
        let count = expected.utf8CodeUnitCount
        guard position + count <= text.count else { return false }
        for offset in 0..<count where text[position + offset].value != UInt32(expected.utf8Start[offset]) { return false }
        position += count
        return true
    }

    private mutating func skipWhiteSpace() {
        while take(" ") || take("\t") || take("\n") || take("\r") {}
    }
}
