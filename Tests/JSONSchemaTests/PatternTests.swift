import JSONCore
import JSONSchema
import Testing

/// What ECMA-262 (2025), section 22.2 says of expressions, with the `u` flag.
@Suite("Patterns")
struct PatternTests {
    @Test(
        "match what ECMA-262 says",
        arguments: [
            // Found anywhere, unless anchored; `$` is the end alone.
            ("b", ["abc"], ["ac"]), ("^b", ["bc"], ["abc"]), ("c$", ["abc"], ["abc\n", "cd"]), ("^$", [""], ["\n"]),
            ("^a|b$", ["ax", "xb"], ["xax"]), ("", ["", "a"], []),
            // Classes of characters.
            ("^\\d+$", ["0189"], ["\u{0661}", "\u{FF11}"]), ("^\\w$", ["a", "Z", "0", "_"], ["\u{E9}", "-"]),
            ("^\\s$", [" ", "\u{A0}", "\u{FEFF}", "\u{2028}", "\u{B}"], ["\u{200B}", "\u{85}", "\u{180E}"]),
            ("^\\S$", ["a", "\u{85}"], [" "]),
            ("^.$", ["a", "\u{1F600}"], ["\n", "\r", "\u{2028}", "\u{2029}", "ab"]), ("^[^]$", ["\n"], [""]), ("[]", [], ["", "a"]),
            ("^[a-cx-]$", ["a", "b", "c", "x", "-"], ["d"]), ("^[\\d-x]$", ["1", "-", "x"], ["a"]), ("^[\\b]$", ["\u{8}"], ["b"]),
            ("^[^\\W]$", ["a"], ["-"]), ("^[\\]\\\\]$", ["]", "\\"], ["a"]), ("^[.*+]$", ["."], ["a"]),
            // Escapes.
            ("^\\u0041\\x42\\cA\\0\\t$", ["AB\u{1}\0\t"], []), ("^\\u{1F600}$", ["\u{1F600}"], []), ("^\\uD83D\\uDE00$", ["\u{1F600}"], []),
            ("\\uD83D", [], ["\u{1F600}"]), ("^\\/\\.\\-\\@\\_$", ["/.-@_"], []), ("^{a}]$", ["{a}]"], []), ("^a{,2}$", ["a{,2}"], ["aa"]),
            // Unicode properties.
            ("^\\p{Letter}+$", ["a\u{E9}\u{5D0}"], ["1"]), ("^\\p{Lu}$", ["A", "\u{C9}"], ["a"]), ("^\\P{L}$", ["1"], ["a"]),
            ("^\\p{Script=Greek}+$", ["\u{3B1}"], ["a"]), ("^\\p{sc=Cyrl}$", ["\u{436}"], ["z"]),
            ("^\\p{General_Category=Nd}$", ["\u{661}"], ["a"]),
            ("^\\p{Emoji_Presentation}$", ["\u{1F600}"], ["a"]), ("^\\p{ASCII}$", ["a"], ["\u{E9}"]), ("^\\p{Any}$", ["\u{10FFFF}"], []),
            ("^[\\p{Nd}_]$", ["1", "_"], ["a"]), ("^\\p{Assigned}$", ["a"], ["\u{378}"]),
            // Quantifiers.
            ("^a{2}$", ["aa"], ["a", "aaa"]), ("^a{2,}$", ["aa", "aaaa"], ["a"]), ("^a{2,3}$", ["aa", "aaa"], ["a", "aaaa"]),
            ("^a{0}b$", ["b"], ["ab"]), ("^a*?b+?c??$", ["b", "aabbc"], ["a"]), ("^(ab)+$", ["abab"], ["aba"]),
            ("^(a*)*$", ["", "aa"], ["b"]),
            ("^(?:a?){3}a{3}$", ["aaa", "aaaaaa"], ["aa"]),
            // Boundaries.
            ("\\bfoo\\b", ["a foo b", "foo"], ["foobar", "_foo"]), ("\\Boo", ["foo"], ["oo"]), ("\\b", ["a"], ["", "-"]),
            ("^\\B$", [""], ["a"]),
            ("\u{E9}\\b", ["\u{E9}a"], ["\u{E9}"]),
            // Look-arounds.
            ("^(?=.*\\d)(?=.*[a-z])(?!.*\\s).{4,}$", ["abc1"], ["abcd", "ab 1", "a1"]), ("a(?=b)", ["ab"], ["ac"]),
            ("a(?!b)", ["ac", "a"], ["ab"]),
            ("(?<=a)b", ["ab"], ["cb"]), ("(?<!a)b", ["b", "cb"], ["ab"]), ("(?<=a+)b", ["aab"], ["b"]),
            ("^(?:(?!ab).)*$", ["ba"], ["cabc"]),
            ("(?=a(?!b))a.$", ["ac"], ["ab"]), ("(?<=^|,)x(?=,|$)", ["x", "a,x", "x,b"], ["ax"]),
            // Back-references; to a group that has not matched they match nothing.
            ("^(a|b)\\1$", ["aa", "bb"], ["ab"]), ("^(?<q>['\"]).*\\k<q>$", ["'x'", "\"\""], ["'x\""]),
            ("^(?:(a)|b)\\1$", ["aa", "b"], ["ab"]),
            ("^\\1(a)$", ["a"], ["aa"]), ("^(?=(a+))a*b\\1$", ["aabaa"], ["aab", "aaba"]), ("(?<=\\1(a))b", ["aab"], ["ab"]),
        ] as [(String, [String], [String])])
    func matching(pattern: String, matched: [String], others: [String]) throws {
        let schema = try Schema.compile(["pattern": .string(pattern)])
        for text in matched { #expect(schema.isValid(.string(text)), "\(pattern) in \(text.debugDescription)") }
        for text in others { #expect(!schema.isValid(.string(text)), "\(pattern) not in \(text.debugDescription)") }
    }

    @Test(
        "are refused when they are not of ECMA-262, whatever other engines make of them",
        arguments: [
            "(", ")", "(a", "a)", "[a", "a**", "a+*", "*a", "+", "?a", "a{2,1}", "{1}", "a{1}{2}", "^*", "(?=a)*", "\\", "(?", "(?a)",
            "\\A", "\\Z", "\\z", "\\a", "\\e", "\\h", "\\R", "\\X", "\\K", "\\G", "\\Q", "\\N", "\\i", "\\8", "\\01", "\\c1", "\\x1",
            "\\u12", "\\u{110000}", "\\u{}", "(?#comment)", "(?i)a", "(?i:a)", "(?>a)", "(?|a)", "(?R)", "(?1)", "(?P<n>a)", "(?P=n)",
            "(?'n'a)", "(?<1>a)",
            "(?<n>a)(?<n>b)", "\\k<n>", "\\k", "(a)\\2", "a++", "a?+", "(*UTF)a", "[b-a]", "[\\d-\\w-a", "\\p{Greek}",
            "\\p{greek}",
            "\\p{Foo}", "\\p{Script=Foo}", "\\p{L", "\\pL", "\\p", "\\p{^Lu}", "\\p{sc=}", "\\p{lowercase}",
        ])
    func refused(pattern: String) {
        let error = #expect(throws: SchemaError.self) { try Schema.compile(["patternProperties": [pattern: true]]) }
        #expect(error?.kind == .invalidPattern)
        #expect(error?.pointer == JSONPointer(["patternProperties", pattern]))
    }

    @Test("of the vendors' pages")
    func vendors() throws {
        let email = try Schema.compile([
            "pattern": "^(?!\\.)(?!.*\\.\\.)([A-Za-z0-9_'+\\-\\.]*)[A-Za-z0-9_+-]@([A-Za-z0-9][A-Za-z0-9\\-]*\\.)+[A-Za-z]{2,}$"
        ])
        for text in ["example@email.com", "o'neil+tag@sub.example.co"] { #expect(email.isValid(.string(text))) }
        for text in [".a@example.com", "a..b@example.com", "a@example", "a@b.c", "example@email.com\n"] {
            #expect(!email.isValid(.string(text)))
        }
        let day =
            "(?:\\d\\d[2468][048]|\\d\\d[13579][26]|\\d\\d0[48]|[02468][048]00|[13579][26]00)-02-29|\\d{4}-"
            + "(?:(?:0[13578]|1[02])-(?:0[1-9]|[12]\\d|3[01])|(?:0[469]|11)-(?:0[1-9]|[12]\\d|30)|(?:02)-(?:0[1-9]|1\\d|2[0-8]))"
        let time = "(?:[01]\\d|2[0-3]):[0-5]\\d(?::[0-5]\\d(?:\\.\\d+)?)?(?:Z)"
        let moment = try Schema.compile(["pattern": .string("^(?:\(day))T(?:\(time))$")])
        for text in ["2024-12-05T14:56:23.000Z", "2024-02-29T00:00Z"] { #expect(moment.isValid(.string(text))) }
        for text in ["2023-02-29T00:00:00Z", "2024-12-05T24:00:00Z", "2024-12-05"] { #expect(!moment.isValid(.string(text))) }
    }
}
