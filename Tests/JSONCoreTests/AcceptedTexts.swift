import Testing

/// A text the parser must accept, and what it must be written as.
struct AcceptedText: Sendable, CustomTestStringConvertible {
    let text: String
    let written: String

    /// `written` is left out when it is the text itself.
    init(_ text: String, _ written: String? = nil) {
        self.text = text
        self.written = written ?? text
    }

    var testDescription: String { text }
}

extension AcceptedText {
    /// RFC 8259 by the section that allows each text; sections 2 and 3 first, then 4 (objects), 5 (arrays), 6 (numbers), 7 (strings).
    static let all = values + objects + arrays + numbers + strings

    private static let values: [AcceptedText] = [
        .init("null"), .init("true"), .init("false"), .init("\"\""), .init("0"), .init("[]"), .init("{}"),
        .init(" null", "null"), .init("null ", "null"), .init("\tnull\t", "null"), .init("\nnull\n", "null"),
        .init("\r\nnull\r\n", "null"), .init(" \t\n\r true \t\n\r ", "true"),
        .init("[ ]", "[]"), .init("{ }", "{}"), .init("\n[\n]\n", "[]"), .init("\t{\r}\n", "{}"),
        .init("[null, true, false, 0, \"\", [], {}]", "[null,true,false,0,\"\",[],{}]"),
    ]

    private static let objects: [AcceptedText] = [
        .init(#"{"a":1}"#), .init(#"{"":0}"#), .init(#"{"b":1,"a":2}"#), .init(#"{"a":null}"#), .init(#"{"a":{}}"#),
        .init(#"{"a":{"a":{"a":[]}}}"#), .init(#"{ "a" : 1 , "b" : 2 }"#, #"{"a":1,"b":2}"#), .init("{\n\"a\"\n:\n1\n}", #"{"a":1}"#),
        .init(#"{"a":1,"A":2}"#), .init(#"{"a":1," a":2,"a ":3}"#), .init(#"{"a\nb":1}"#), .init(#"{"\"":1}"#),
        .init(#"{"\u0061":1}"#, #"{"a":1}"#),
        .init("{\"\u{E9}\":1,\"e\u{301}\":2}"), .init("{\"\u{1F600}\":\"\u{1F600}\"}"), .init(#"{"__proto__":1,"constructor":2}"#),
        .init(#"{"a":[{"b":[{"c":[]}]}]}"#), .init(#"{"min":-1.0e+28,"max":1.0e+28}"#),
        .init(#"{"0":0,"1":1,"00":2}"#), .init(#"{"/":1,"~":2,"%":3,"@":4}"#),
    ]

    private static let arrays: [AcceptedText] = [
        .init("[1]"), .init("[1,2,3]"), .init("[ 1 , 2 ]", "[1,2]"), .init("[[]]"), .init("[[],[]]"), .init("[[[[[[[[]]]]]]]]"),
        .init("[null]"), .init("[null,null]"), .init("[{}]"), .init("[{},{}]"), .init("[1,\"1\",true,null]"), .init("[1\n]", "[1]"),
        .init("[1,1,1]"), .init("[\"\",\"\"]"), .init("[false,\"false\"]"), .init("[1]\n", "[1]"), .init(" [1]", "[1]"),
    ]

    private static let numbers: [AcceptedText] = [
        .init("1"), .init("-1"), .init("-0"), .init("10"), .init("123456789"), .init("0.0"), .init("-0.0"), .init("0.5"), .init("1.0"),
        .init("1.50"), .init("1e1"), .init("1E1"), .init("1e+1"), .init("1E+1"), .init("1e-1"), .init("1E-1"), .init("1.5e3"),
        .init("-1.5E-3"), .init("0e0"), .init("0e+1"), .init("0E-1"), .init("-0e-0"), .init("1e00"), .init("1e007"), .init("1e308"),
        .init("1e-308"), .init("-1e308"), .init("0.000000000000000000000000000001"), .init("9007199254740993"),
        .init("9223372036854775807"), .init("-9223372036854775808"), .init("9223372036854775808"), .init("18446744073709551616"),
        .init("123456789012345678"), .init("1234567890123456789"), .init("-999999999999999999"),
        .init("1234567890123456789012345678901234567890"), .init("3.141592653589793238462643383279502884197"), .init("123.456e78"),
        .init("[0]"), .init("[-0]"), .init("[1e1]"), .init("{\"a\":1e1}"), .init("1 ", "1"), .init("\n-1\n", "-1"),
    ]

    private static let strings: [AcceptedText] = [
        .init(#""a""#), .init(#""\"""#), .init(#""\\""#), .init(#""\/""#, #""/""#), .init(#""\b\f\n\r\t""#), .init(#""\u0041""#, #""A""#),
        .init(#""\u00e9""#, "\"\u{E9}\""), .init(#""\u00E9""#, "\"\u{E9}\""), .init(#""\u20AC""#, "\"\u{20AC}\""),
        .init(#""\ud83d\ude00""#, "\"\u{1F600}\""), .init(#""\uD800\uDC00""#, "\"\u{10000}\""), .init(#""\uDBFF\uDFFF""#, "\"\u{10FFFF}\""),
        .init(#""\uffff""#, "\"\u{FFFF}\""), .init(#""\uFFFE""#, "\"\u{FFFE}\""), .init(#""\uD7FF""#, "\"\u{D7FF}\""),
        .init(#""\uE000""#, "\"\u{E000}\""), .init(#""\u0001""#), .init(#""\u001f""#), .init(#""\u001F""#, #""\u001f""#),
        .init(#""\u0022""#, #""\"""#), .init(#""\u005C""#, #""\\""#), .init(#""\u000a""#, #""\n""#), .init(#""\u007f""#, "\"\u{7F}\""),
        .init("\"\u{7F}\""), .init("\"\u{80}\""), .init("\"\u{7FF}\u{800}\""), .init("\"\u{FFFF}\u{10000}\u{10FFFF}\""),
        .init("\"\u{2028}\u{2029}\""), .init("\"\u{FEFF}\""), .init("\"\u{E9}\""), .init("\"e\u{301}\""),
        .init("\"\u{1F468}\u{200D}\u{1F469}\""),
        .init("\"</script>&'\""), .init(#""\\u0000""#), .init(#""\\n""#), .init(#""a\\\"b""#), .init("\" \""), .init("\"//\""),
        .init("\"seven b\""), .init("\"eight by\""), .init("\"nine byte\""), .init("\"sixteen bytes ok\""), .init(#""1234567\n""#),
        .init(#""12345678\n9""#), .init("\"1234567\u{E9}\""), .init(#""\u0041\u00e9\u20ac\ud83d\ude00""#, "\"A\u{E9}\u{20AC}\u{1F600}\""),
    ]
}
