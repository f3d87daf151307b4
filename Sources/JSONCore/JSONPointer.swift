/// A place inside a JSON document, RFC 6901: the names and array positions to follow from the root, in order.
///
/// Two pointers are equal when their tokens are, compared as UTF-8 bytes.
package struct JSONPointer: Sendable {
    /// The reference tokens, unescaped.
    package var tokens: [String]

    /// A pointer of tokens that are not escaped.
    package init(_ tokens: [String] = []) {
        self.tokens = tokens
    }

    /// The whole document.
    package static let root = JSONPointer()

    /// Reads a pointer in its string form: empty, or `/` before each token, `~0` for `~` and `~1` for `/` (RFC 6901, section 3).
    package init(parsing text: String) throws(JSONPointerError) {
        let bytes = Array(text.utf8)
        guard bytes.isEmpty || bytes.first == UInt8(ascii: "/") else { throw JSONPointerError(.missingSlash, offset: 0) }
        var tokens: [String] = []
        var offset = 1
        for token in bytes.dropFirst().split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false) where !bytes.isEmpty {
            tokens.append(try Self.unescaped(token, offset: offset))
            offset += token.count + 1
        }
        self.tokens = tokens
    }

    /// Reads a pointer in its URI fragment form, with the `#` (RFC 6901, section 6).
    package init(uriFragment text: String) throws(JSONPointerError) {
        guard text.utf8.first == UInt8(ascii: "#") else { throw JSONPointerError(.missingHash, offset: 0) }
        var bytes: [UInt8] = []
        var rest = text.utf8.dropFirst()
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "%") else {
                bytes.append(byte)
                continue
            }
            let offset = text.utf8.count - rest.count - 1
            guard let high = rest.popFirst().flatMap({ JSONText.hexadecimalValue(of: $0) }),
                let low = rest.popFirst().flatMap({ JSONText.hexadecimalValue(of: $0) })
            else { throw JSONPointerError(.invalidPercentEncoding, offset: offset) }
            bytes.append(high << 4 | low)
        }
        guard let decoded = String(validating: bytes, as: UTF8.self) else {
            throw JSONPointerError(.invalidPercentEncoding, offset: 0)
        }
        try self.init(parsing: decoded)
    }

    /// The pointer to a member of what this one points to.
    package func appending(_ token: String) -> JSONPointer {
        JSONPointer(tokens + CollectionOfOne(token))
    }

    /// The pointer to an element of what this one points to.
    package func appending(_ position: Int) -> JSONPointer {
        appending(String(position))
    }

    /// Whether the other pointer leads to a place inside what this one points to, or to the same place.
    package func isPrefix(of other: JSONPointer) -> Bool {
        tokens.count <= other.tokens.count && zip(tokens, other.tokens).allSatisfy { $0.hasSameBytes(as: $1) }
    }

    private static func unescaped(_ token: ArraySlice<UInt8>, offset: Int) throws(JSONPointerError) -> String {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(token.count)
        var rest = token
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "~") else {
                bytes.append(byte)
                continue
            }
            let tilde = offset + token.count - rest.count - 1
            switch rest.popFirst() {
            case UInt8(ascii: "0"): bytes.append(UInt8(ascii: "~"))
            case UInt8(ascii: "1"): bytes.append(UInt8(ascii: "/"))
            default: throw JSONPointerError(.invalidEscape, offset: tilde)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}

extension JSONPointer: CustomStringConvertible {
    /// The string form, such as `/a~1b/0`; empty for the root.
    package var description: String {
        var bytes: [UInt8] = []
        for token in tokens {
            bytes.append(UInt8(ascii: "/"))
            for byte in token.utf8 {
                switch byte {
                case UInt8(ascii: "~"): bytes.appendASCII("~0")
                case UInt8(ascii: "/"): bytes.appendASCII("~1")
                default: bytes.append(byte)
                }
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// The URI fragment form, such as `#/a%20b`: what RFC 3986 does not allow in a fragment is percent-encoded.
    package var uriFragment: String {
        var bytes = [UInt8(ascii: "#")]
        for byte in description.utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
                UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "~"), UInt8(ascii: "!"), UInt8(ascii: "$"),
                UInt8(ascii: "&"), UInt8(ascii: "'"), UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: "*"), UInt8(ascii: "+"),
                UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "="), UInt8(ascii: ":"), UInt8(ascii: "@"), UInt8(ascii: "/"),
                UInt8(ascii: "?"):
                bytes.append(byte)
            default:
                bytes.append(UInt8(ascii: "%"))
                bytes.append(JSONText.hexadecimalDigit(byte >> 4))
                bytes.append(JSONText.hexadecimalDigit(byte & 0x0F))
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}

extension JSONPointer: Hashable {
    /// Whether both have the same tokens, byte for byte.
    package static func == (left: JSONPointer, right: JSONPointer) -> Bool {
        left.tokens.count == right.tokens.count && left.isPrefix(of: right)
    }

    /// Feeds the tokens' bytes to a hasher.
    package func hash(into hasher: inout Hasher) {
        hasher.combine(tokens.count)
        for token in tokens { token.hashBytes(into: &hasher) }
    }
}

extension JSONPointer {
    /// The array position a token names: digits without leading zeros (RFC 6901, section 4); nil for any other token, also `-`.
    package static func arrayPosition(_ token: String) -> Int? {
        let digits = token.utf8
        guard let first = digits.first, first != UInt8(ascii: "0") || digits.count == 1 else { return nil }
        guard digits.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }) else { return nil }
        return Int(token)
    }
}

extension JSON {
    /// The value a pointer leads to; nil when a member or element on the way is missing or the way leads into a scalar.
    package func value(at pointer: JSONPointer) -> JSON? {
        var value = self
        for token in pointer.tokens {
            let next: JSON? =
                switch value {
                case .object(let object): object[token]
                case .array: JSONPointer.arrayPosition(token).flatMap { value[$0] }
                default: nil
                }
            guard let next else { return nil }
            value = next
        }
        return value
    }
}

extension JSONObject {
    /// The value a pointer leads to from this object; nil as in ``JSON/value(at:)``.
    package func value(at pointer: JSONPointer) -> JSON? {
        // Most places are members of the object itself.
        pointer.tokens.count == 1 ? self[pointer.tokens[0]] : JSON.object(self).value(at: pointer)
    }
}
