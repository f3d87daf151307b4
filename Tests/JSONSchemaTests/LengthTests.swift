import JSONCore
import JSONSchema
import Testing

@Suite("Lengths")
struct LengthTests {
    @Test(
        "Code points are counted, or UTF-16 code units where asked",
        arguments: [
            ("abc", 3, 3), ("\u{E9}", 1, 1), ("e\u{301}", 2, 2), ("\u{1F9D1}\u{200D}\u{1F680}", 3, 5), ("\u{20AC}", 1, 1), ("", 0, 0),
        ])
    func units(text: String, codePoints: Int, utf16: Int) throws {
        for (unit, count) in [("code-point", codePoints), ("utf-16", utf16)] {
            func schema(_ keyword: String, _ limit: Int) throws -> Schema {
                try Schema.compile([keyword: .number(JSONNumber(limit)), "x-length-unit": .string(unit)])
            }
            #expect(try schema("maxLength", count).isValid(.string(text)))
            #expect(try schema("minLength", count).isValid(.string(text)))
            #expect(try !schema("minLength", count + 1).isValid(.string(text)))
            if count > 0 { #expect(try !schema("maxLength", count - 1).isValid(.string(text))) }
        }
    }

    @Test("A limit past every length holds always", arguments: ["maxLength", "maxItems", "maxProperties"])
    func huge(keyword: String) throws {
        let limit = try JSON.parse("123456789012345678901234567890")
        #expect(try Schema.compile([keyword: limit]).isValid("abc"))
    }
}
