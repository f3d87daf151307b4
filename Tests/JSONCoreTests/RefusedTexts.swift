import JSONCore
import Testing

/// A text the parser must refuse, with the rule and the byte it must name.
struct RefusedText: Sendable, CustomTestStringConvertible {
    let bytes: [UInt8]
    let kind: JSONSyntaxError.Kind
    let offset: Int

    init(_ text: String, _ kind: JSONSyntaxError.Kind, _ offset: Int) {
        self.init(Array(text.utf8), kind, offset)
    }

    init(_ bytes: [UInt8], _ kind: JSONSyntaxError.Kind, _ offset: Int) {
        self.bytes = bytes
        self.kind = kind
        self.offset = offset
    }

    /// Raw bytes between quotes.
    init(quoted bytes: [UInt8], _ kind: JSONSyntaxError.Kind, _ offset: Int) {
        self.init([0x22] + bytes + [0x22], kind, offset)
    }

    var testDescription: String { String(decoding: bytes, as: UTF8.self) }
}

extension RefusedText {
    /// Everything the grammar of RFC 8259 does not allow, and what it leaves to the implementation and Kith refuses.
    static let all = values + objects + arrays + numbers + strings + encodings + implementationDefined

    private static let values: [RefusedText] = [
        .init("", .emptyInput, 0), .init(" ", .emptyInput, 1), .init("\n\t\r ", .emptyInput, 4),
        .init("n", .unexpectedEnd, 1), .init("nul", .unexpectedEnd, 3), .init("nulL", .unexpectedByte, 3),
        .init("Null", .unexpectedByte, 0),
        .init("NULL", .unexpectedByte, 0), .init("tru", .unexpectedEnd, 3), .init("True", .unexpectedByte, 0),
        .init("trux", .unexpectedByte, 3),
        .init("fals", .unexpectedEnd, 4), .init("False", .unexpectedByte, 0), .init("falsy", .unexpectedByte, 4),
        .init("undefined", .unexpectedByte, 0), .init("NaN", .unexpectedByte, 0), .init("nan", .unexpectedByte, 1),
        .init("Infinity", .unexpectedByte, 0), .init("inf", .unexpectedByte, 0), .init("nulll", .trailingBytes, 4),
        .init("truefalse", .trailingBytes, 4),
        .init("null null", .trailingBytes, 5), .init("1 2", .trailingBytes, 2), .init("[] []", .trailingBytes, 3),
        .init("{}{}", .trailingBytes, 2),
        .init("\"a\" \"b\"", .trailingBytes, 4), .init("[]x", .trailingBytes, 2), .init("{},", .trailingBytes, 2),
        .init("null;", .trailingBytes, 4),
        .init("null#", .trailingBytes, 4), .init("// comment\n1", .unexpectedByte, 0), .init("/**/1", .unexpectedByte, 0),
        .init("1 // one", .trailingBytes, 2), .init("1/**/", .trailingBytes, 1), .init("'a'", .unexpectedByte, 0),
        .init("a", .unexpectedByte, 0),
        .init("*", .unexpectedByte, 0), .init("<null>", .unexpectedByte, 0), .init("\u{B}1", .unexpectedByte, 0),
        .init("\u{C}1", .unexpectedByte, 0),
        .init("1\u{C}", .trailingBytes, 1), .init("\u{0}", .unexpectedByte, 0), .init("1\u{0}", .trailingBytes, 1),
        .init("\u{A0}1", .unexpectedByte, 0), .init("\u{2060}1", .unexpectedByte, 0), .init("\u{2028}1", .unexpectedByte, 0),
        .init("\u{E9}", .unexpectedByte, 0), .init("]", .unexpectedByte, 0), .init("}", .unexpectedByte, 0), .init(":", .unexpectedByte, 0),
        .init(",", .unexpectedByte, 0), .init("\\u0022a\\u0022", .unexpectedByte, 0),
    ]

    private static let objects: [RefusedText] = [
        .init("{", .unexpectedEnd, 1), .init("{\"a\"", .unexpectedEnd, 4), .init("{\"a\":", .unexpectedEnd, 5),
        .init("{\"a\":1", .unexpectedEnd, 6),
        .init("{\"a\":1,", .unexpectedEnd, 7), .init("{\"a", .unexpectedEnd, 3), .init("{,}", .unexpectedByte, 1),
        .init("{:1}", .unexpectedByte, 1),
        .init("{\"a\"}", .unexpectedByte, 4), .init("{\"a\":}", .unexpectedByte, 5), .init("{\"a\" 1}", .unexpectedByte, 5),
        .init("{\"a\",1}", .unexpectedByte, 4), .init("{\"a\"=1}", .unexpectedByte, 4), .init("{\"a\"::1}", .unexpectedByte, 5),
        .init("{\"a\":1,}", .unexpectedByte, 7), .init("{\"a\":1,,\"b\":2}", .unexpectedByte, 7), .init("{,\"a\":1}", .unexpectedByte, 1),
        .init("{\"a\":1 \"b\":2}", .unexpectedByte, 7), .init("{\"a\":1;\"b\":2}", .unexpectedByte, 6), .init("{a:1}", .unexpectedByte, 1),
        .init("{'a':1}", .unexpectedByte, 1), .init("{1:1}", .unexpectedByte, 1), .init("{null:1}", .unexpectedByte, 1),
        .init("{[]:1}", .unexpectedByte, 1),
        .init("{\"a\":1]", .unexpectedByte, 6), .init("{]", .unexpectedByte, 1), .init("{\"a\":1/**/}", .unexpectedByte, 6),
        .init("{\"a\":1 2}", .unexpectedByte, 7), .init("{\"a\":a}", .unexpectedByte, 5), .init("{{}}", .unexpectedByte, 1),
        .init("{\"a\":1}}", .trailingBytes, 7), .init("{\"a\":{\"b\":1}", .unexpectedEnd, 12), .init("{\u{E9}:1}", .unexpectedByte, 1),
    ]

    private static let arrays: [RefusedText] = [
        .init("[", .unexpectedEnd, 1), .init("[1", .unexpectedEnd, 2), .init("[1,", .unexpectedEnd, 3), .init("[[]", .unexpectedEnd, 3),
        .init("[1,]", .unexpectedByte, 3), .init("[,1]", .unexpectedByte, 1), .init("[,]", .unexpectedByte, 1),
        .init("[1,,2]", .unexpectedByte, 3),
        .init("[1 2]", .unexpectedByte, 3), .init("[1;2]", .unexpectedByte, 2), .init("[1:2]", .unexpectedByte, 2),
        .init("[\"a\":1]", .unexpectedByte, 4),
        .init("[1}", .unexpectedByte, 2), .init("[}", .unexpectedByte, 1), .init("[1]]", .trailingBytes, 3),
        .init("[x]", .unexpectedByte, 1),
        .init("[\"a\"", .unexpectedEnd, 4), .init("[\"a", .unexpectedEnd, 3), .init("[1,\n2", .unexpectedEnd, 5),
        .init("[tru]", .unexpectedByte, 4),
        .init("[nul", .unexpectedEnd, 4), .init("[1 true]", .unexpectedByte, 3), .init("[\u{B}1]", .unexpectedByte, 1),
        .init("[*]", .unexpectedByte, 1),
        .init("[\"\",]", .unexpectedByte, 4), .init("[3[4]]", .unexpectedByte, 2), .init("[][]", .trailingBytes, 2),
        .init("(1)", .unexpectedByte, 0),
    ]

    private static let numbers: [RefusedText] = [
        .init("-", .invalidNumber, 0), .init("--1", .invalidNumber, 0), .init("+1", .unexpectedByte, 0), .init("-+1", .invalidNumber, 0),
        .init("- 1", .invalidNumber, 0), .init("-a", .invalidNumber, 0), .init("01", .invalidNumber, 0), .init("-01", .invalidNumber, 0),
        .init("00", .invalidNumber, 0), .init("-00", .invalidNumber, 0), .init("012.5", .invalidNumber, 0), .init(".5", .unexpectedByte, 0),
        .init("-.5", .invalidNumber, 0), .init("1.", .invalidNumber, 0), .init("0.", .invalidNumber, 0), .init("1.e1", .invalidNumber, 0),
        .init("1.a", .invalidNumber, 0), .init("1..2", .invalidNumber, 0), .init("1.2.3", .trailingBytes, 3),
        .init("1e", .invalidNumber, 0),
        .init("1E", .invalidNumber, 0), .init("1e+", .invalidNumber, 0), .init("1e-", .invalidNumber, 0), .init("1e1.5", .trailingBytes, 3),
        .init("1ee1", .invalidNumber, 0), .init("1e+-1", .invalidNumber, 0), .init("1e a", .invalidNumber, 0),
        .init("1eE2", .invalidNumber, 0),
        .init("0e", .invalidNumber, 0), .init("0x1", .trailingBytes, 1), .init("0b1", .trailingBytes, 1), .init("1_000", .trailingBytes, 1),
        .init("1,000", .trailingBytes, 1), .init("1 000", .trailingBytes, 2), .init("1a", .trailingBytes, 1),
        .init("1f", .trailingBytes, 1),
        .init("1n", .trailingBytes, 1), .init("1+2", .trailingBytes, 1), .init("1-2", .trailingBytes, 1),
        .init("-Infinity", .invalidNumber, 0),
        .init("-NaN", .invalidNumber, 0), .init("[-]", .invalidNumber, 1), .init("[1.]", .invalidNumber, 1),
        .init("[01]", .invalidNumber, 1),
        .init("[1e]", .invalidNumber, 1), .init("{\"a\":-}", .invalidNumber, 5), .init("\u{FF11}", .unexpectedByte, 0),
        .init("\u{661}", .unexpectedByte, 0), .init("-\u{FF11}", .invalidNumber, 0), .init("1\u{FF11}", .trailingBytes, 1),
    ]

    private static let strings: [RefusedText] = [
        .init("\"", .unexpectedEnd, 1), .init("\"a", .unexpectedEnd, 2), .init("\"a\\", .unexpectedEnd, 3),
        .init("\"\\\"", .unexpectedEnd, 3),
        .init("\"eight by", .unexpectedEnd, 9), .init("\"\\u", .unexpectedEnd, 3), .init("\"\\u00", .unexpectedEnd, 5),
        .init(#""\a""#, .invalidEscape, 1), .init(#""\x41""#, .invalidEscape, 1), .init(#""\'""#, .invalidEscape, 1),
        .init(#""\0""#, .invalidEscape, 1),
        .init(#""\v""#, .invalidEscape, 1), .init(#""\ ""#, .invalidEscape, 1), .init("\"\\\n\"", .invalidEscape, 1),
        .init(#""\U0041""#, .invalidEscape, 1),
        .init(#""\u""#, .invalidEscape, 1), .init(#""\u1""#, .invalidEscape, 1), .init(#""\u12""#, .invalidEscape, 1),
        .init(#""\u123""#, .invalidEscape, 1),
        .init(#""\u12G4""#, .invalidEscape, 1), .init(#""\u+123""#, .invalidEscape, 1), .init(#""\u{41}""#, .invalidEscape, 1),
        .init(#""\uD8""#, .invalidEscape, 1), .init(#""\ud83d\u""#, .invalidEscape, 7), .init(#""\ud83d\uZZZZ""#, .invalidEscape, 7),
        .init("\"\\\u{E9}\"", .invalidEscape, 1), .init("\"\u{1}\"", .controlCharacter, 1), .init("\"\u{1F}\"", .controlCharacter, 1),
        .init("\"\t\"", .controlCharacter, 1), .init("\"\n\"", .controlCharacter, 1), .init("\"\r\"", .controlCharacter, 1),
        .init("\"a\u{8}b\"", .controlCharacter, 2), .init("\"1234567\n\"", .controlCharacter, 8),
        .init("\"12345678\n\"", .controlCharacter, 9),
        .init("{\"a\nb\":1}", .controlCharacter, 3), .init("\"\\n\n\"", .controlCharacter, 3), .init("\"a\"b", .trailingBytes, 3),
        .init("a\"b\"", .unexpectedByte, 0),
    ]

    /// Not UTF-8, RFC 3629 section 3.
    private static let encodings: [RefusedText] = [
        .init(quoted: [0x80], .invalidUTF8, 1), .init(quoted: [0xBF], .invalidUTF8, 1), .init(quoted: [0xC0, 0x80], .invalidUTF8, 1),
        .init(quoted: [0xC1, 0xBF], .invalidUTF8, 1), .init(quoted: [0xC3], .invalidUTF8, 1), .init(quoted: [0xC3, 0x28], .invalidUTF8, 1),
        .init(quoted: [0xE0, 0x80, 0x80], .invalidUTF8, 1), .init(quoted: [0xE0, 0x9F, 0xBF], .invalidUTF8, 1),
        .init(quoted: [0xE2, 0x82], .invalidUTF8, 1),
        .init(quoted: [0xE2, 0x28, 0xAC], .invalidUTF8, 1), .init(quoted: [0xED, 0xA0, 0x80], .invalidUTF8, 1),
        .init(quoted: [0xED, 0xBF, 0xBF], .invalidUTF8, 1),
        .init(quoted: [0xED, 0xA0, 0xBD, 0xED, 0xB8, 0x80], .invalidUTF8, 1), .init(quoted: [0xF0, 0x80, 0x80, 0x80], .invalidUTF8, 1),
        .init(quoted: [0xF0, 0x8F, 0xBF, 0xBF], .invalidUTF8, 1), .init(quoted: [0xF0, 0x9F, 0x98], .invalidUTF8, 1),
        .init(quoted: [0xF4, 0x90, 0x80, 0x80], .invalidUTF8, 1),
        .init(quoted: [0xF5, 0x80, 0x80, 0x80], .invalidUTF8, 1), .init(quoted: [0xF8, 0x88, 0x80, 0x80, 0x80], .invalidUTF8, 1),
        .init(quoted: [0xFE], .invalidUTF8, 1),
        .init(quoted: [0xFF], .invalidUTF8, 1), .init(quoted: [0x61, 0xC3, 0xA9, 0xE9], .invalidUTF8, 4),
        .init(quoted: [0x5C, 0x6E, 0xFF], .invalidUTF8, 3),
        .init([0x22, 0xF0, 0x9F, 0x98], .invalidUTF8, 1), .init([0x22, 0xC3], .invalidUTF8, 1), .init([0xFF], .invalidUTF8, 0),
        .init([0x5B, 0xE9, 0x5D], .invalidUTF8, 1),
        .init([0x7B, 0x22, 0xE9, 0x22, 0x3A, 0x30, 0x7D], .invalidUTF8, 2), .init([0xFF, 0xFE, 0x31, 0x00], .invalidUTF8, 0),
        .init([0xFE, 0xFF, 0x00, 0x31], .invalidUTF8, 0), .init([0x31, 0x00], .trailingBytes, 1), .init([0x00, 0x31], .unexpectedByte, 0),
        .init([0xEF, 0xBB], .invalidUTF8, 0),
    ]

    /// What RFC 8259 lets a parser accept or refuse (sections 4, 6, 8.1, 8.2, 9).
    private static let implementationDefined: [RefusedText] = [
        .init([0xEF, 0xBB, 0xBF], .byteOrderMark, 0), .init("\u{FEFF}{}", .byteOrderMark, 0), .init(" \u{FEFF}1", .unexpectedByte, 1),
        .init(#"{"a":1,"a":2}"#, .duplicateMember, 7), .init(#"{"a":1,"a":1}"#, .duplicateMember, 7),
        .init(#"{"a":1,"\u0061":1}"#, .duplicateMember, 7),
        .init(#"{"\u0061":1,"a":1}"#, .duplicateMember, 12), .init(#"{"":1,"b":2,"":3}"#, .duplicateMember, 12),
        .init(#"[{"a":{"b":1,"b":2}}]"#, .duplicateMember, 13),
        .init(#"{"/":1,"\/":1}"#, .duplicateMember, 7), .init(#"{"\ud83d\ude00":1,"😀":1}"#, .duplicateMember, 18),
        .init(#""\u0000""#, .nulCharacter, 1), .init("\"\u{0}\"", .nulCharacter, 1), .init("\"1234567\u{0}\"", .nulCharacter, 8),
        .init(#""a\u0000b""#, .nulCharacter, 2),
        .init(#"{"\u0000":1}"#, .nulCharacter, 2), .init(#"{"a\u0000b":1,"a":2}"#, .nulCharacter, 3),
        .init(#""\ud800""#, .loneSurrogate, 1), .init(#""\udc00""#, .loneSurrogate, 1), .init(#""\uDFFF""#, .loneSurrogate, 1),
        .init(#""\ud800a""#, .loneSurrogate, 1),
        .init(#""\ud800\n""#, .loneSurrogate, 1), .init(#""\ud800\ud800""#, .loneSurrogate, 1),
        .init(#""\ud800\u0041""#, .loneSurrogate, 1),
        .init(#""\udc00\ud800""#, .loneSurrogate, 1), .init(#""\ud83d\ude00\ude00""#, .loneSurrogate, 13),
        .init(#"{"\ud800":1}"#, .loneSurrogate, 2),
        .init("1e309", .exponentTooLarge, 0), .init("1e-309", .exponentTooLarge, 0), .init("0e309", .exponentTooLarge, 0),
        .init("1E+400", .exponentTooLarge, 0),
        .init("1e131071", .exponentTooLarge, 0), .init("[1e99999999999999999999999]", .exponentTooLarge, 1),
        .init(String(repeating: "1", count: 101), .numberTooLong, 0), .init("0." + String(repeating: "1", count: 99), .numberTooLong, 0),
        .init("-" + String(repeating: "1", count: 100), .numberTooLong, 0),
        .init("1e" + String(repeating: "0", count: 99), .numberTooLong, 0),
        .init(String(repeating: "[", count: 129), .tooDeep, 128), .init(String(repeating: "[{\"a\":", count: 65), .tooDeep, 384),
    ]
}
