import JSONCore
import Testing

/// A text that RFC 8259 leaves to the parser, with the answer of Kith under both sets of rules.
struct FreeText: Sendable, CustomTestStringConvertible {
    /// The name that the public parsing suite, github.com/nst/JSONTestSuite, has for the case, without `i_` and `.json`.
    let name: String
    let bytes: [UInt8]
    /// The rule that a request breaks with the text; nil when the text is accepted.
    let request: JSONSyntaxError?
    /// The rule that the text breaks under ``JSONLimits/grammar``; nil when the text is accepted.
    let grammar: JSONSyntaxError?

    /// A text with the same answer under both sets of rules.
    init(_ name: String, _ bytes: [UInt8], _ kind: JSONSyntaxError.Kind, _ offset: Int) {
        (self.name, self.bytes) = (name, bytes)
        (request, grammar) = (JSONSyntaxError(kind, offset: offset), JSONSyntaxError(kind, offset: offset))
    }

    /// A text with the same answer under both sets of rules.
    init(_ name: String, _ text: String, _ kind: JSONSyntaxError.Kind, _ offset: Int) {
        self.init(name, Array(text.utf8), kind, offset)
    }

    /// A text that the grammar's rules accept, and a request's unless they break a rule.
    init(_ name: String, _ text: String, accepted request: JSONSyntaxError? = nil) {
        (self.name, self.request, grammar) = (name, request, nil)
        bytes = Array(text.utf8)
    }

    var testDescription: String { name }
}

extension FreeText {
    /// The 35 cases of the suite, each written here from what its name says; docs/json.md has the same table in words.
    static let all = numbers + surrogates + encodings + structures

    private static let numbers: [FreeText] = [
        .init("number_double_huge_neg_exp", "[123.456e-789]", accepted: .init(.exponentTooLarge, offset: 1)),
        .init("number_huge_exp", "[0.4e006" + String(repeating: "9", count: 99) + "]", .exponentTooLarge, 1),
        .init("number_neg_int_huge_exp", "[-1e+9999]", accepted: .init(.exponentTooLarge, offset: 1)),
        .init("number_pos_double_huge_exp", "[1.5e+9999]", accepted: .init(.exponentTooLarge, offset: 1)),
        .init("number_real_neg_overflow", "[-123123e100000]", .exponentTooLarge, 1),
        .init("number_real_pos_overflow", "[123123e100000]", .exponentTooLarge, 1),
        .init("number_real_underflow", "[123e-10000000]", .exponentTooLarge, 1),
        .init("number_too_big_neg_int", "[-123123123123123123123123123123]"),
        .init("number_too_big_pos_int", "[100000000000000000000]"),
        .init("number_very_big_negative_int", "[-237462374673276894279832749832423479823246327846]"),
    ]

    private static let surrogates: [FreeText] = [
        .init("object_key_lone_2nd_surrogate", #"{"\uDFAA":0}"#, .loneSurrogate, 2),
        .init("string_1st_surrogate_but_2nd_missing", #"["\uDADA"]"#, .loneSurrogate, 2),
        .init("string_1st_valid_surrogate_2nd_invalid", #"["\uD888\u1234"]"#, .loneSurrogate, 2),
        .init("string_incomplete_surrogate_and_escape_valid", #"["\uD800\n"]"#, .loneSurrogate, 2),
        .init("string_incomplete_surrogate_pair", #"["\uDd1ea"]"#, .loneSurrogate, 2),
        .init("string_incomplete_surrogates_escape_valid", #"["\uD800\uD800\n"]"#, .loneSurrogate, 2),
        .init("string_invalid_lonely_surrogate", #"["\ud800"]"#, .loneSurrogate, 2),
        .init("string_invalid_surrogate", #"["\ud800abc"]"#, .loneSurrogate, 2),
        .init("string_inverted_surrogates_U+1D11E", #"["\uDd1e\uD834"]"#, .loneSurrogate, 2),
        .init("string_lone_second_surrogate", #"["\uDFAA"]"#, .loneSurrogate, 2),
    ]

    private static let encodings: [FreeText] = [
        .init("string_UTF-16LE_with_BOM", [0xFF, 0xFE, 0x5B, 0x00, 0x22, 0x00, 0xE9, 0x00, 0x22, 0x00, 0x5D, 0x00], .invalidUTF8, 0),
        .init("string_UTF-8_invalid_sequence", [0x5B, 0x22, 0xE6, 0x97, 0xA5, 0xD1, 0x88, 0xFA, 0x22, 0x5D], .invalidUTF8, 7),
        .init("string_UTF8_surrogate_U+D800", [0x5B, 0x22, 0xED, 0xA0, 0x80, 0x22, 0x5D], .invalidUTF8, 2),
        .init("string_invalid_utf-8", [0x5B, 0x22, 0xFF, 0x22, 0x5D], .invalidUTF8, 2),
        .init("string_iso_latin_1", [0x5B, 0x22, 0xE9, 0x22, 0x5D], .invalidUTF8, 2),
        .init("string_lone_utf8_continuation_byte", [0x5B, 0x22, 0x81, 0x22, 0x5D], .invalidUTF8, 2),
        .init("string_not_in_unicode_range", [0x5B, 0x22, 0xF4, 0xBF, 0xBF, 0xBF, 0x22, 0x5D], .invalidUTF8, 2),
        .init("string_overlong_sequence_2_bytes", [0x5B, 0x22, 0xC0, 0xAF, 0x22, 0x5D], .invalidUTF8, 2),
        .init("string_overlong_sequence_6_bytes", [0x5B, 0x22, 0xFC, 0x83, 0xBF, 0xBF, 0xBF, 0xBF, 0x22, 0x5D], .invalidUTF8, 2),
        .init("string_overlong_sequence_6_bytes_null", [0x5B, 0x22, 0xFC, 0x80, 0x80, 0x80, 0x80, 0x80, 0x22, 0x5D], .invalidUTF8, 2),
        .init("string_truncated-utf-8", [0x5B, 0x22, 0xE0, 0xFF, 0x22, 0x5D], .invalidUTF8, 2),
        .init("string_utf16BE_no_BOM", [0x00, 0x5B, 0x00, 0x22, 0x00, 0xE9, 0x00, 0x22, 0x00, 0x5D], .unexpectedByte, 0),
        .init("string_utf16LE_no_BOM", [0x5B, 0x00, 0x22, 0x00, 0xE9, 0x00, 0x22, 0x00, 0x5D, 0x00], .unexpectedByte, 1),
    ]

    private static let structures: [FreeText] = [
        .init(
            "structure_500_nested_arrays", String(repeating: "[", count: 500) + String(repeating: "]", count: 500),
            accepted: .init(.tooDeep, offset: 128)),
        .init("structure_UTF-8_BOM_empty_object", [0xEF, 0xBB, 0xBF, 0x7B, 0x7D], .byteOrderMark, 0),
    ]
}
