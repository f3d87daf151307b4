import JSONCore
import Testing

@Suite("Limits")
struct LimitTests {
    @Test("depth 128 is read, depth 129 refused at the bracket", arguments: [("[", "]"), ("{\"a\":", "}")])
    func depth(opening: String, closing: String) throws {
        func text(_ depth: Int, _ core: String) -> String {
            String(repeating: opening, count: depth) + core + String(repeating: closing, count: depth)
        }
        #expect(try JSON.parse(text(128, "0")).text == text(128, "0"))
        let error = #expect(throws: JSONSyntaxError.self) { try JSON.parse(text(129, "0")) }
        #expect(error == JSONSyntaxError(.tooDeep, offset: 128 * opening.utf8.count))
    }

    @Test("closed arrays do not count towards depth")
    func siblings() throws {
        let text = "[" + Array(repeating: "[{}]", count: 500).joined(separator: ",") + "]"
        #expect(try JSON.parse(text).asArray?.count == 500)
    }

    @Test("depth zero allows scalars only")
    func scalarsOnly() throws {
        let limits = JSONLimits(maximumDepth: 0)
        #expect(try JSON.parse("1", limits: limits) == 1)
        #expect(throws: JSONSyntaxError(.tooDeep, offset: 0)) { try JSON.parse("[]", limits: limits) }
    }

    @Test("a million open brackets are refused by depth")
    func bracketBomb() {
        let bytes = [UInt8](repeating: UInt8(ascii: "["), count: 1_000_000)
        #expect(throws: JSONSyntaxError(.tooDeep, offset: 128)) { try JSON.parse(bytes) }
    }

    @Test("number length and exponent at and past the caps")
    func numbers() throws {
        let longest = String(repeating: "7", count: 100)
        #expect(try JSON.parse(longest).text == longest)
        #expect(try JSON.parse("-0." + String(repeating: "7", count: 97)).asNumber != nil)
        #expect(JSONNumber(text: longest + "7") == nil)
        #expect(JSONNumber(text: "1e308") != nil)
        #expect(JSONNumber(text: "1e309") == nil)
        #expect(JSONNumber(text: "1e0000000308") != nil)
        #expect(JSONNumber(text: "12345", limits: JSONLimits(maximumNumberLength: 4)) == nil)
        #expect(JSONNumber(text: "1e10", limits: JSONLimits(maximumExponent: 9)) == nil)
    }

    @Test("an object of 10,000 members is read, searched and compared, and its duplicate found")
    func largeObject() throws {
        let members = (0..<10_000).map { "\"key\($0)\":\($0)" }
        let value = try JSON.parse("{" + members.joined(separator: ",") + "}")
        let reversed = try JSON.parse("{" + members.reversed().joined(separator: ",") + "}")
        #expect(value.asObject?.count == 10_000)
        #expect(value["key9999"] == 9999)
        #expect(value["key10000"] == nil)
        #expect(value == reversed)
        #expect(value.hashValue == reversed.hashValue)
        let text = "{" + members.joined(separator: ",") + ",\"key0\":0}"
        #expect(throws: JSONSyntaxError(.duplicateMember, offset: text.utf8.count - 9)) { try JSON.parse(text) }
    }

    @Test("duplicates are found on both sides of the size where the index begins", arguments: [1, 2, 31, 32, 33, 34, 63, 64, 65, 200])
    func duplicates(count: Int) {
        for duplicate in [0, count / 2, count - 1] {
            let members = ((0..<count).map { "\"k\($0)\":0" } + ["\"k\(duplicate)\":0"]).joined(separator: ",")
            let error = #expect(throws: JSONSyntaxError.self) { try JSON.parse("{" + members + "}") }
            #expect(error?.kind == .duplicateMember)
        }
    }
}
