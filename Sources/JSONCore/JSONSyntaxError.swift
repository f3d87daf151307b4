/// Why a text is not JSON that Kith accepts, and where.
///
/// It holds a place and a rule, never a piece of the text.
package struct JSONSyntaxError: Error, Equatable, Sendable {
    /// The rule that was broken.
    package enum Kind: Sendable, Hashable, CaseIterable {
        /// Nothing, or white space only.
        case emptyInput
        /// A byte that cannot stand at its place.
        case unexpectedByte
        /// The text ends inside a value.
        case unexpectedEnd
        /// Bytes that are not UTF-8 (RFC 3629): truncated, overlong, a surrogate, past U+10FFFF.
        case invalidUTF8
        /// A byte order mark, which RFC 8259, section 8.1 lets a parser refuse.
        case byteOrderMark
        /// A `\u` escape of half a surrogate pair.
        case loneSurrogate
        /// U+0000 in a string, raw or escaped, which the stores cannot hold; see ``JSONLimits/allowsNUL``.
        case nulCharacter
        /// U+0001 to U+001F unescaped in a string; U+0000 too where it may stand there escaped.
        case controlCharacter
        /// A backslash followed by none of `"\/bfnrt` and no `u` with four hexadecimal digits.
        case invalidEscape
        /// A number outside the grammar of RFC 8259, section 6.
        case invalidNumber
        /// A number literal past ``JSONLimits/maximumNumberLength``.
        case numberTooLong
        /// A number literal whose exponent is past ``JSONLimits/maximumExponent``.
        case exponentTooLarge
        /// More arrays and objects open at once than ``JSONLimits/maximumDepth``.
        case tooDeep
        /// A member name that its object already has, compared after unescaping; see ``JSONLimits/allowsDuplicateMembers``.
        case duplicateMember
        /// Something other than white space after the value.
        case trailingBytes
    }

    /// The rule that was broken.
    package let kind: Kind

    /// The place as a count of bytes before it.
    package let offset: Int

    /// An error of a kind at a byte offset.
    package init(_ kind: Kind, offset: Int) {
        self.kind = kind
        self.offset = offset
    }

    /// The place as line and column, both from 1 and the column counted in bytes, in the text that was parsed.
    package func position(in bytes: some Collection<UInt8>) -> (line: Int, column: Int) {
        var line = 1
        var column = 1
        for byte in bytes.prefix(Swift.max(offset, 0)) {
            if byte == UInt8(ascii: "\n") {
                line += 1
                column = 1
            } else {
                column += 1
            }
        }
        return (line, column)
    }
}

extension JSONSyntaxError: CustomStringConvertible {
    /// Place and rule in words for the client, such as `byte 12: duplicate member name`.
    package var description: String {
        "byte \(offset): \(kind.rule)"
    }
}

extension JSONSyntaxError.Kind {
    /// The rule in words.
    package var rule: String {
        switch self {
        case .emptyInput: "a JSON value is expected, but there is none"
        case .unexpectedByte: "unexpected character"
        case .unexpectedEnd: "the JSON text ends too early"
        case .invalidUTF8: "JSON text must be valid UTF-8"
        case .byteOrderMark: "JSON text must not begin with a byte order mark"
        case .loneSurrogate: "a surrogate escape must be one half of a pair"
        case .nulCharacter: "the character U+0000 is not allowed"
        case .controlCharacter: "control characters in a string must be escaped"
        case .invalidEscape: "invalid escape sequence in a string"
        case .invalidNumber: "invalid number"
        case .numberTooLong: "the number has too many characters"
        case .exponentTooLarge: "the number's exponent is out of range"
        case .tooDeep: "arrays and objects are nested too deeply"
        case .duplicateMember: "duplicate member name"
        case .trailingBytes: "unexpected content after the JSON value"
        }
    }
}
