/// Reading the `Authorization` header.
enum BearerToken {
    /// The token of an `Authorization: Bearer` header (RFC 6750 section 2.1; the scheme's name in any case, RFC 9110 section 11.1).
    ///
    /// Refuses with ``AccessError/missing(_:)`` no header and with ``AccessError/malformed(_:)`` another scheme or a token with
    /// characters that no token has.
    static func read(_ header: String?) throws(AccessError) -> String {
        guard let header else { throw .missing(.bearer) }
        let scheme = "bearer".utf8
        guard header.utf8.prefix(scheme.count).elementsEqual(scheme, by: { $0 | 0x20 == $1 }) else { throw .malformed(.bearer) }
        let rest = header.utf8.dropFirst(scheme.count)
        let token = rest.drop { $0 == UInt8(ascii: " ") }
        guard token.count < rest.count, !token.isEmpty, token.allSatisfy(isTokenCharacter), let text = String(token) else {
            throw .malformed(.bearer)
        }
        return text
    }

    /// The characters of `token68` (RFC 9110 section 11.2).
    private static func isTokenCharacter(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "."), UInt8(ascii: "~"), UInt8(ascii: "+"), UInt8(ascii: "/"), UInt8(ascii: "="): true
        default: Base64URL.contains(byte)
        }
    }
}
