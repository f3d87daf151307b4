/// Values of which stores have had different opinions: case, accents, code point order, patterns, exact numbers, nulls, what SQL quotes.
enum Values {
    static let texts = [
        "", " ", "a", "A", "b", "ab", "a b", " a", "a ", "Ada", "ada", "ADA", "Ada Lovelace", "École", "ÉCOLE", "école", "x\\", "sent",
        "Sent", "redeemed", "É", "e\u{301}",
        "é",
        "ß", "SS", "İ", "i", "ﬁ", "Ω", "ω", "日本", "\u{FFFD}", "\u{FFFE}", "😀", "😀a", "\u{10FFFF}", "\u{FEFF}a", "a\u{200D}b", "a\tb",
        "a\nb",
        "a\\b", "\\", "a%b", "a_b", "100%", "*", "a*", "'", "\"", "';--", "$1", "?", "NULL", "null", "true", "1", "01", "1.0", "1e3", "-1",
        "[1]",
        "{\"a\":1}", "(a,b)", "a,b", "2024-01-15T08:45:00Z", "2024-01-15", "019b7600-0000-7000-8000-00000000000c",
    ]

    static let emails = [
        "ada@engines.example", "ADA@engines.example", "grace@demo.example", "a@b.co", "a+b@example.com", "ada@ENGINES.example",
    ]

    /// Some vendors take these too.
    static let oddEmails = ["e\u{301}@example.com", "not an email", "\"a b\"@example.com", "x@localhost", ""]

    static let phones = ["+442071234567", "+447700900123", "+1 555 0100", "0", "", "call me"]

    /// Ids of the platform's own, few enough to meet again.
    static let externalIDs = [
        "cust-1001", "VOUCH-12345", "x-1", "x-2", "x-3", "x-4", "x-5", "X-1", "É 1", "E\u{301} 1", "a/b", "a%b", "a:b", "…", " ",
    ]

    static let moments = [
        "2024-01-15T08:45:00Z", "2024-01-15T08:45:00+01:00", "2024-01-15 07:45:00", "2024-01-15T08:45:00.000001Z",
        "2024-01-15T07:45:00.0000009Z",
        "2024-01-15T03:45:00-0500", "2024-01-15T13:45:00+05", "2024-01-15", "2025-06-01T00:00Z", "2024-02-29T23:59:59.999999-12:00",
    ]

    /// Numbers as their text is in JSON.
    static let numbers = [
        "0", "-0", "0.0", "1", "1.0", "1.00", "1e0", "10e-1", "2", "10", "100", "1E2", "0.1", "0.10", "0.3", "-1", "-1.5", "102938405",
        "9007199254740991", "9007199254740992", "9007199254740993", "9007199254740992.5", "9223372036854775807", "9223372036854775808",
        "9223372036854775807.0", "12345678901234567890", "12345678901234567891", "1e16", "1e308", "-1e308", "1e-308",
        "0.00000000000000000000000000000000000000000001", "3.141592653589793238462643383279", "3.141592653589793238462643383278",
    ]

    /// Other values as their text is in JSON.
    static let oddities = [
        "null", "true", "false", "{}", "[]", "[[]]", "[null]", "{\"a\":null}", "{\"\":1}", "{\"a\":{\"b\":[1,2,{\"c\":null}]}}",
        "[1,\"1\",1.0]",
        "[\"a\",\"b\"]", "[\"new\",\"old\"]", "{\"b\":1,\"a\":2}", "{\"a\":2,\"b\":1}", "{\"x\":1}", "{\"x\":\"1\"}",

        "\"\\ud83d\\ude00\"", "\"\\u0041\"", "\"\\/\"", "{\"a.b\":1}", "{\"a/b\":1}", "{\"~\":1}", "{\"É\":1,\"E\u{301}\":2}",
    ]

    /// JSON that no request may hold: exponents and a character beyond what is kept exactly everywhere.
    static let refused = ["1e309", "1e400", "1e-400", "\"\\u0000\"", "\"a\\u0000b\"", "\"\\ud800\""]

    /// Bodies that are not what they should be.
    static let badBodies = [
        "", " ", "null", "[]", "[1]", "\"a\"", "1", "{", "{}", "{\"a\":1,\"a\":2}", "{\"a\":1}}", "{'a':1}", "{\"a\":01}",
        "{\"a\":\"\\ud800\"}",
        "{\"a\":tru}", "\u{FEFF}{}", "{\"data\":null}", "{\"data\":[]}", "{\"data\":{}}", "{\"fields\":null}", "{\"fields\":[]}",
        "{\"fields\":{}}",
        String(repeating: "[", count: 1000) + String(repeating: "]", count: 1000),
    ]
}

extension Dice {
    /// A text, sometimes as long as limits of fields are.
    mutating func text(_ lengths: [Int] = [10, 11, 50, 51, 100, 101, 250, 251, 255, 256]) -> String {
        chance(4) ? String(repeating: one(of: ["a", "é", "😀"]), count: one(of: lengths)) : one(of: Values.texts)
    }

    mutating func email() -> String { one(of: chance(10) ? Values.oddEmails : Values.emails) }

    /// A text as JSON.
    mutating func jsonText() -> String { quoted(chance(1) ? text([2500, 2501]) : text()) }

    /// Any value as JSON.
    mutating func json() -> String {
        if chance(1) { return one(of: Values.refused) }
        switch roll(10) {
        case 0...3: return jsonText()
        case 4...6: return one(of: Values.numbers)
        default: return one(of: Values.oddities)
        }
    }

    /// An object with some of the members, each made when it is there.
    mutating func object(_ percent: Int, _ members: [(name: String, value: (inout Dice) -> String)]) -> String {
        var parts: [String] = []
        for member in members where chance(percent) { parts.append("\(quoted(member.name)):\(member.value(&self))") }
        return "{\(parts.joined(separator: ","))}"
    }
}

/// The text as JSON, without escapes that are not needed.
func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
        switch scalar {
        case "\"": result += "\\\""
        case "\\": result += "\\\\"
        case "\n": result += "\\n"
        case "\t": result += "\\t"
        default: result.unicodeScalars.append(scalar)
        }
    }
    return result + "\""
}

/// The text as a part of a query or a path (RFC 3986); names between ⟨ and ⟩ stay.
func encoded(_ text: String) -> String {
    var result = ""
    var isName = false
    for character in text {
        if character == "⟨" { isName = true }
        if isName || character.isASCII && (character.isLetter || character.isNumber || "-._~".contains(character)) {
            result.append(character)
        } else {
            for byte in String(character).utf8 {
                let digits = String(byte, radix: 16, uppercase: true)
                result += "%" + (digits.count < 2 ? "0" : "") + digits
            }
        }
        if character == "⟩" { isName = false }
    }
    return result
}
