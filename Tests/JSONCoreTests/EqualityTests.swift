import JSONCore
import Testing

@Suite("Equality")
struct EqualityTests {
    /// A value of few distinct scalars, so that generated values are often equal.
    private func value(depth: Int, _ random: inout SplitMix) -> JSON {
        let numbers = ["0", "-0", "0.0", "1", "1.0", "1e0", "10e-1", "2", "12345678901234567890", "12345678901234567890.0"]
        let strings = ["", "a", "\u{E9}", "e\u{301}", "\u{1F600}"]
        switch Int.random(in: 0..<(depth == 0 ? 4 : 6), using: &random) {
        case 0: return .null
        case 1: return .bool(Bool.random(using: &random))
        case 2: return JSONNumber(text: numbers.randomElement(using: &random) ?? "0").map(JSON.number) ?? .null
        case 3: return .string(strings.randomElement(using: &random) ?? "")
        case 4: return .array((0..<Int.random(in: 0...2, using: &random)).map { _ in value(depth: depth - 1, &random) })
        default:
            var object = JSONObject()
            for _ in 0..<Int.random(in: 0...3, using: &random) {
                object[strings.randomElement(using: &random) ?? ""] = value(depth: depth - 1, &random)
            }
            return .object(object)
        }
    }

    /// The same value with its members in another order and its numbers written otherwise.
    private func rewritten(_ value: JSON, _ random: inout SplitMix) -> JSON {
        switch value {
        case .number(let number):
            let text = number.text.contains("e") ? number.text.replacing("e", with: "E") : number.text + "e0"
            return JSONNumber(text: text).map(JSON.number) ?? value
        case .array(let elements): return .array(elements.map { rewritten($0, &random) })
        case .object(let object):
            return .object(JSONObject(uniqueMembers: object.map { ($0.key, rewritten($0.value, &random)) }.shuffled(using: &random)))
        default: return value
        }
    }

    @Test("equal values hash alike; identity implies equality; both are symmetric")
    func laws() {
        var random = SplitMix(seed: 1)
        let values = (0..<300).map { _ in value(depth: 2, &random) }
        for left in values {
            #expect(left == left && left.isIdentical(to: left))
            for right in values {
                #expect((left == right) == (right == left))
                #expect(left.isIdentical(to: right) == right.isIdentical(to: left))
                if left == right { #expect(left.hashValue == right.hashValue) }
                if left.isIdentical(to: right) { #expect(left == right) }
            }
        }
    }

    @Test("order of members and spelling of numbers do not change a value")
    func rewriting() {
        var random = SplitMix(seed: 2)
        for _ in 0..<1_000 {
            let original = value(depth: 4, &random)
            let other = rewritten(original, &random)
            #expect(original == other)
            #expect(original.hashValue == other.hashValue)
            #expect(original.isIdentical(to: other) == !original.text.contains { $0.isNumber })
        }
    }

    @Test("what is written reads back identical")
    func roundTrip() throws {
        var random = SplitMix(seed: 3)
        for _ in 0..<1_000 {
            let original = value(depth: 4, &random)
            #expect(try JSON.parse(original.serialized()).isIdentical(to: original))
            #expect(try JSON.parse(original.serialized()).text == original.text)
            #expect(try JSON.parse(original.prettyText).text == original.text)
        }
    }

    @Test(
        "different values",
        arguments: [
            ("1", "2"), ("1", "\"1\""), ("0", "false"), ("0", "null"), ("\"\"", "null"), ("[]", "{}"), ("[1,2]", "[2,1]"), ("[1]", "[1,1]"),
            ("{\"a\":1}", "{\"b\":1}"), ("{\"a\":1}", "{\"a\":2}"), ("{\"a\":1}", "{\"a\":1,\"b\":1}"), ("{\"a\":null}", "{}"),
            ("{\"a\":null}", "{\"b\":null}"), ("\"\u{E9}\"", "\"e\u{301}\""), ("{\"\u{E9}\":1}", "{\"e\u{301}\":1}"),
            ("\"\u{212B}\"", "\"\u{C5}\""),
            ("9007199254740992", "9007199254740993"), ("0.1", "0.10000000000000001"), ("true", "false"), ("\"a\"", "\"A\""),
        ])
    func different(left: String, right: String) throws {
        #expect(try JSON.parse(left) != JSON.parse(right))
        #expect(try !JSON.parse(left).isIdentical(to: JSON.parse(right)))
    }

    @Test(
        "identity ignores the order of members and no more",
        arguments: [
            (#"{"a":1,"b":[2.0]}"#, #"{"b":[2.0],"a":1}"#, true), (#"{"a":1,"b":[2.0]}"#, #"{"b":[2],"a":1}"#, false),
            ("[1.0]", "[1.00]", false), ("1e2", "1E2", false), ("0", "-0", false), ("[1,{}]", "[1,{}]", true),
        ])
    func identity(left: String, right: String, isIdentical: Bool) throws {
        let (left, right) = (try JSON.parse(left), try JSON.parse(right))
        #expect(left == right)
        #expect(left.isIdentical(to: right) == isIdentical)
    }
}
