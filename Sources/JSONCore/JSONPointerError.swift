/// Why a text is not a JSON Pointer, and at which byte.
package struct JSONPointerError: Error, Equatable, Sendable {
    /// The rule that was broken.
    package enum Kind: Sendable, Hashable {
        /// A pointer that is neither empty nor begins with `/`.
        case missingSlash
        /// A fragment that does not begin with `#`.
        case missingHash
        /// A `~` that is not followed by `0` or `1`.
        case invalidEscape
        /// A `%` without two hexadecimal digits, or bytes that are not UTF-8 once decoded.
        case invalidPercentEncoding
    }

    /// The rule that was broken.
    package let kind: Kind

    /// The place as a count of bytes before it, after percent-decoding in a fragment.
    package let offset: Int

    init(_ kind: Kind, offset: Int) {
        self.kind = kind
        self.offset = offset
    }
}

extension JSONPointerError: CustomStringConvertible {
    /// Place and rule in words for the client.
    package var description: String {
        let rule =
            switch kind {
            case .missingSlash: "a JSON Pointer must be empty or begin with a slash"
            case .missingHash: "a JSON Pointer fragment must begin with a number sign"
            case .invalidEscape: "a tilde in a JSON Pointer must be followed by 0 or 1"
            case .invalidPercentEncoding: "invalid percent-encoding in a JSON Pointer fragment"
            }
        return "byte \(offset): \(rule)"
    }
}
