/// The one reader of JSON text: RFC 8259 over UTF-8, strict, in one pass over the bytes. Where the RFC leaves a choice, ``JSONLimits``
/// holds it.
///
/// Caps are checked as a literal or bracket is met, before the value it begins is built. Recursion is bounded by
/// ``JSONLimits/maximumDepth``.
///
/// Unsafe code: `bytes` must outlive the scanner, which the entry points in `JSONParse.swift` see to by using it only inside the closure
/// that lends the buffer; every access is to a position that was compared with `bytes.count` just before.
struct JSONScanner {
    let bytes: UnsafeRawBufferPointer
    let limits: JSONLimits
    var position = 0
    /// Holds a string with escapes while it is unescaped; kept to reuse its storage.
    var scratch: [UInt8] = []
    private var depth = 0
    /// One word per member name of the objects open now, so that names mostly differ without being compared.
    private var fingerprints: [UInt64] = []

    init(bytes: UnsafeRawBufferPointer, limits: JSONLimits) {
        self.bytes = bytes
        self.limits = limits
    }

    var isAtEnd: Bool { position >= bytes.count }

    /// Reads one value with nothing but white space around it.
    mutating func scanDocument() throws(JSONSyntaxError) -> JSON {
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { throw JSONSyntaxError(.byteOrderMark, offset: 0) }
        skipWhiteSpace()
        if isAtEnd { throw JSONSyntaxError(.emptyInput, offset: position) }
        let value = try scanValue()
        skipWhiteSpace()
        if !isAtEnd { throw JSONSyntaxError(.trailingBytes, offset: position) }
        return value
    }

    /// Reads the value that begins at the position.
    private mutating func scanValue() throws(JSONSyntaxError) -> JSON {
        if isAtEnd { throw JSONSyntaxError(.unexpectedEnd, offset: position) }
        switch bytes[position] {
        case UInt8(ascii: "\""):
            return .string(try scanString().text)
        case UInt8(ascii: "{"):
            return .object(try scanObject())
        case UInt8(ascii: "["):
            return .array(try scanArray())
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"):
            return .number(try scanNumber())
        case UInt8(ascii: "t"):
            try expect("true")
            return .bool(true)
        case UInt8(ascii: "f"):
            try expect("false")
            return .bool(false)
        case UInt8(ascii: "n"):
            try expect("null")
            return .null
        default:
            throw unexpectedByte()
        }
    }

    private mutating func scanArray() throws(JSONSyntaxError) -> [JSON] {
        try open()
        defer { depth -= 1 }
        var elements: [JSON] = []
        if skip(UInt8(ascii: "]")) { return elements }
        while true {
            elements.append(try scanValue())
            skipWhiteSpace()
            if isAtEnd { throw JSONSyntaxError(.unexpectedEnd, offset: position) }
            switch bytes[position] {
            case UInt8(ascii: ","):
                position += 1
                skipWhiteSpace()
            case UInt8(ascii: "]"):
                position += 1
                return elements
            default:
                throw unexpectedByte()
            }
        }
    }

    private mutating func scanObject() throws(JSONSyntaxError) -> JSONObject {
        try open()
        let firstFingerprint = fingerprints.count
        defer {
            depth -= 1
            fingerprints.removeLast(fingerprints.count - firstFingerprint)
        }
        var members: ContiguousArray<JSONObject.Element> = []
        var index: MemberIndex?
        if skip(UInt8(ascii: "}")) { return JSONObject() }
        members.reserveCapacity(8)
        while true {
            let keyOffset = position
            if isAtEnd { throw JSONSyntaxError(.unexpectedEnd, offset: position) }
            guard bytes[position] == UInt8(ascii: "\"") else { throw unexpectedByte() }
            let (key, fingerprint) = try scanString()
            let known =
                if let index {
                    index.position(of: key, in: members)
                } else {
                    position(of: key, fingerprint, in: members, from: firstFingerprint)
                }
            if known != nil, !limits.allowsDuplicateMembers { throw JSONSyntaxError(.duplicateMember, offset: keyOffset) }
            skipWhiteSpace()
            try expect(":")
            skipWhiteSpace()
            let value = try scanValue()
            if let known {
                members[known].value = value
            } else {
                members.append((key: key, value: value))
                if index != nil {
                    index?.insert(members.count - 1, of: members)
                } else if members.count > MemberIndex.threshold {
                    index = MemberIndex(members)
                } else {
                    fingerprints.append(fingerprint)
                }
            }
            skipWhiteSpace()
            if isAtEnd { throw JSONSyntaxError(.unexpectedEnd, offset: position) }
            switch bytes[position] {
            case UInt8(ascii: ","):
                position += 1
                skipWhiteSpace()
            case UInt8(ascii: "}"):
                position += 1
                return JSONObject(members: members, index: index)
            default:
                throw unexpectedByte()
            }
        }
    }

    /// The position of the member read before with this name; nil when there is none.
    @inline(__always)
    private func position(
        of key: String, _ fingerprint: UInt64, in members: ContiguousArray<JSONObject.Element>, from first: Int
    ) -> Int? {
        for position in members.indices
        where fingerprints[first + position] == fingerprint && members[position].key.hasSameBytes(as: key) {
            return position
        }
        return nil
    }

    /// Steps into an array or object.
    private mutating func open() throws(JSONSyntaxError) {
        if depth >= limits.maximumDepth { throw JSONSyntaxError(.tooDeep, offset: position) }
        depth += 1
        position += 1
        skipWhiteSpace()
    }

    /// Steps over a byte if it comes next.
    private mutating func skip(_ byte: UInt8) -> Bool {
        guard !isAtEnd, bytes[position] == byte else { return false }
        position += 1
        return true
    }

    /// Steps over ASCII text that must come next.
    private mutating func expect(_ text: StaticString) throws(JSONSyntaxError) {
        for offset in 0..<text.utf8CodeUnitCount {
            if isAtEnd { throw JSONSyntaxError(.unexpectedEnd, offset: position) }
            guard bytes[position] == text.utf8Start[offset] else { throw unexpectedByte() }
            position += 1
        }
    }

    @inline(__always)
    private mutating func skipWhiteSpace() {
        while position < bytes.count {
            switch bytes[position] {
            case UInt8(ascii: " "), UInt8(ascii: "\n"), UInt8(ascii: "\r"), UInt8(ascii: "\t"): position += 1
            default: return
            }
        }
    }

    /// The error for the byte at the position, which has no place there.
    private func unexpectedByte() -> JSONSyntaxError {
        let isText = bytes[position] < 0x80 || lengthOfScalar(at: position) != nil
        return JSONSyntaxError(isText ? .unexpectedByte : .invalidUTF8, offset: position)
    }
}
