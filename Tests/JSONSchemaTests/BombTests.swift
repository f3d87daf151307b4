import JSONCore
import JSONSchema
import Testing

/// Schemas and instances made to hang, exhaust or crash a validator. Each must end in a verdict, a refusal of the schema, or a violation
/// that says the budget did not suffice. Budgets are counted in steps, so the outcome is the same on every machine; the time limit only
/// keeps a failure from hanging the tests.
@Suite("Bombs", .timeLimit(.minutes(1)))
struct BombTests {
    /// How a bomb must end.
    enum Outcome: Equatable {
        case valid
        case invalid
        /// Given up within the budget.
        case overBudget
        case refused(SchemaError.Kind)
    }

    struct Bomb: Sendable, CustomTestStringConvertible {
        let name: String
        let schema: JSON
        var instance: JSON = .null
        var assertsFormat = false
        let outcome: Outcome
        var testDescription: String { name }
    }

    @Test("Every bomb ends", arguments: bombs)
    func ends(bomb: Bomb) {
        #expect(Self.outcome(of: bomb) == bomb.outcome)
    }

    @Test("There are enough of them")
    func count() {
        #expect(Self.bombs.count >= 30)
    }

    static func outcome(of bomb: Bomb) -> Outcome {
        do throws(SchemaError) {
            let schema = try Schema.compile(bomb.schema, options: SchemaOptions(assertsFormat: bomb.assertsFormat))
            let violations = schema.validate(bomb.instance)
            if violations.isEmpty { return .valid }
            let isOverBudget = violations.contains {
                $0.keyword == Violation.budget || $0.message == "could not be judged within the budget of steps"
            }
            return isOverBudget ? .overBudget : .invalid
        } catch {
            return .refused(error.kind)
        }
    }

    static let bombs: [Bomb] = references + combinations + sizes + patterns + texts + repetitions
}

// MARK: - References

extension BombTests {
    private static let references: [Bomb] = [
        Bomb(name: "$ref to itself", schema: ["$ref": "#"], outcome: .refused(.endlessReference)),
        Bomb(
            name: "$ref to one another",
            schema: ["$ref": "#/$defs/a", "$defs": ["a": ["$ref": "#/$defs/b"], "b": ["$ref": "#/$defs/a"]]],
            outcome: .refused(.endlessReference)),
        Bomb(
            name: "a loop of 1,900 references",
            schema: ["$defs": object(count: 1_900) { ("d\($0)", ["$ref": .string("#/$defs/d\(($0 + 1) % 1_900)")]) }],
            outcome: .refused(.endlessReference)),
        Bomb(name: "a loop through allOf", schema: ["allOf": [["$ref": "#"]]], outcome: .refused(.endlessReference)),
        Bomb(name: "a loop through not", schema: ["not": ["$ref": "#"]], outcome: .refused(.endlessReference)),
        Bomb(
            name: "a loop through if, then and else",
            schema: ["if": ["type": "object"], "then": ["$ref": "#"], "else": ["$ref": "#"]], outcome: .refused(.endlessReference)),
        Bomb(
            name: "a loop through dependentSchemas", schema: ["dependentSchemas": ["a": ["$ref": "#"]]],
            outcome: .refused(.endlessReference)),
        Bomb(
            name: "a loop through $dynamicRef", schema: ["$dynamicAnchor": "a", "$dynamicRef": "#a"],
            outcome: .refused(.endlessReference)),
        Bomb(
            name: "a loop that $dynamicRef closes only from outside",
            schema: [
                "$id": "https://bombs.example/outer", "$dynamicAnchor": "a", "$ref": "inner",
                "$defs": [
                    "inner": ["$id": "inner", "$dynamicRef": "#a", "$defs": ["default": ["$dynamicAnchor": "a"]]]
                ],
            ],
            outcome: .refused(.endlessReference)),
        Bomb(
            name: "a draft-07 loop",
            schema: ["$schema": "http://json-schema.org/draft-07/schema#", "definitions": ["a": ["$ref": "#/definitions/a"]]],
            outcome: .refused(.endlessReference)),
        Bomb(
            name: "a chain of 1,500 references",
            schema: [
                "$ref": "#/$defs/d0",
                "$defs": object(count: 1_500) { ("d\($0)", $0 == 1_499 ? true : ["$ref": .string("#/$defs/d\($0 + 1)")]) },
            ],
            instance: 1, outcome: .overBudget),
        Bomb(
            name: "an instance deeper than any stack", schema: ["properties": ["a": ["$ref": "#"]]],
            instance: nested(2_000) { ["a": $0] }, outcome: .overBudget),
        Bomb(
            name: "the metaschema on a deep schema", schema: ["$ref": "https://json-schema.org/draft/2020-12/schema"],
            instance: nested(100) { ["not": $0] }, outcome: .valid),
        Bomb(
            name: "a remote reference", schema: ["$ref": "http://169.254.169.254/latest/meta-data"],
            outcome: .refused(.unresolvedReference)),
        Bomb(name: "a reference to a file", schema: ["$ref": "file:///etc/passwd"], outcome: .refused(.unresolvedReference)),
    ]
}

// MARK: - Combinations

extension BombTests {
    private static func doubling(_ keyword: String, _ last: JSON) -> JSON {
        let definitions = object(count: 60) { level in
            let next = JSON.object(["$ref": .string("#/$defs/d\(level + 1)")])
            return ("d\(level)", level == 59 ? last : .object([keyword: [next, next]]))
        }
        return ["$ref": "#/$defs/d0", "$defs": definitions]
    }

    private static let combinations: [Bomb] = [
        Bomb(name: "allOf doubling 60 times", schema: doubling("allOf", ["type": "string"]), instance: "a", outcome: .overBudget),
        Bomb(name: "anyOf doubling 60 times", schema: doubling("anyOf", ["type": "string"]), instance: 1, outcome: .overBudget),
        Bomb(name: "oneOf doubling 60 times", schema: doubling("oneOf", ["type": "string"]), instance: 1, outcome: .overBudget),
        Bomb(
            name: "unevaluatedProperties below allOf doubling",
            schema: ["allOf": [doublingInPlace(40)], "unevaluatedProperties": false],
            instance: ["a": 1], outcome: .overBudget),
        Bomb(
            name: "alternatives at every level of a tree",
            schema: [
                "$defs": ["node": ["anyOf": [["type": "integer"], ["type": "array", "items": ["$ref": "#/$defs/node"]]]]],
                "$ref": "#/$defs/node",
            ],
            instance: nested(100, around: "wrong") { [$0, 1, 2] }, outcome: .invalid),
        Bomb(
            name: "a tree of conditions",
            schema: ["if": ["properties": ["a": ["$ref": "#"]]], "then": ["properties": ["a": ["$ref": "#"]]]],
            instance: nested(64) { ["a": $0] }, outcome: .overBudget),
        Bomb(
            name: "not of not, 120 deep", schema: nested(120, around: ["type": "string"]) { ["not": $0] }, instance: 1,
            outcome: .invalid),
        Bomb(
            name: "schemas 200 deep", schema: nested(200, around: true) { ["allOf": [$0]] }, outcome: .refused(.tooLarge)),
        Bomb(
            name: "2,001 subschemas", schema: ["properties": object(count: 2_001) { ("p\($0)", [:]) }], outcome: .refused(.tooLarge)),
        Bomb(
            name: "1,900 properties on 1,900 members", schema: ["properties": object(count: 1_900) { ("p\($0)", ["type": "integer"]) }],
            instance: object(count: 1_900) { ("p\($0)", .number(JSONNumber($0))) }, outcome: .valid),
        Bomb(
            name: "1,900 alternatives on 1,000 elements",
            schema: ["items": ["anyOf": .array((0..<1_900).map { ["const": .number(JSONNumber($0))] })]],
            instance: .array(Array(repeating: 1_899, count: 1_000)), outcome: .overBudget),
        Bomb(
            name: "1,900 dependentSchemas on 1,000 elements",
            schema: ["items": ["dependentSchemas": object(count: 1_900) { ("p\($0)", true) }]],
            instance: .array(Array(repeating: ["q": 1], count: 1_000)), outcome: .overBudget),
    ]

    private static func doublingInPlace(_ levels: Int) -> JSON {
        // References share what would be 2^40 schemas.
        let definitions = object(count: levels) { level in
            return (
                "d\(level)",
                ["$anchor": .string("l\(level)"), "allOf": level == levels - 1 ? [true] : [anchor(level + 1), anchor(level + 1)]]
            )
        }
        return ["$id": .string("https://bombs.example/\(levels)"), "$ref": "#l0", "$defs": definitions]
    }

    private static func anchor(_ level: Int) -> JSON {
        ["$ref": .string("#l\(level)")]
    }
}

// MARK: - Sizes

extension BombTests {
    private static let sizes: [Bomb] = [
        Bomb(
            name: "uniqueItems on 10,000 numbers", schema: ["uniqueItems": true],
            instance: .array((0..<10_000).map { .number(JSONNumber($0)) }), outcome: .valid),
        Bomb(
            name: "uniqueItems on 10,000 objects, the last two equal", schema: ["uniqueItems": true],
            instance: .array((0..<10_000).map { ["a": .number(JSONNumber(min($0, 9_998))), "b": ["c"]] }), outcome: .invalid),
        Bomb(
            name: "uniqueItems at 100 levels", schema: ["uniqueItems": true, "items": ["$ref": "#"]],
            instance: nested(100) { [$0, "a", "b"] }, outcome: .valid),
        Bomb(
            name: "a huge enum on 1,000 elements",
            schema: ["items": ["enum": .array((0..<20_000).map { .string("value \($0)") })]],
            instance: .array((0..<1_000).map { .string("value \($0)") }), outcome: .valid),
        Bomb(
            name: "an enum of large arrays on a larger one",
            schema: ["enum": .array((0..<100).map { .array(Array(repeating: .number(JSONNumber($0)), count: 200)) })],
            instance: .array(Array(repeating: 0, count: 300_000)), outcome: .invalid),
        Bomb(
            name: "const judged 1,000 times on a large instance",
            schema: ["allOf": .array(Array(repeating: ["const": [1]], count: 1_000))],
            instance: .array(Array(repeating: 1, count: 100_000)), outcome: .overBudget),
        Bomb(
            name: "contains nested in contains", schema: ["contains": ["contains": ["contains": ["const": 1]]]],
            instance: .array(Array(repeating: .array(Array(repeating: .array(Array(repeating: 0, count: 60)), count: 60)), count: 60)),
            outcome: .invalid),
        Bomb(
            name: "a number of 100 digits, multiples of another", schema: ["items": ["multipleOf": 0.0000001]],
            instance: .array(Array(repeating: number(String(repeating: "7", count: 99)), count: 1_000)), outcome: .valid),
        Bomb(
            name: "a multiple 600 orders of magnitude away", schema: ["multipleOf": number("3e-300")], instance: number("7e300"),
            outcome: .invalid),
        Bomb(
            name: "required names that are not there", schema: ["items": ["required": .array((0..<2_000).map { .string("p\($0)") })]],
            instance: .array(Array(repeating: [:], count: 1_000)), outcome: .invalid),
    ]

    static func number(_ text: String) -> JSON {
        JSONNumber(text: text).map { .number($0) } ?? .null
    }
}

// MARK: - Patterns

extension BombTests {
    private static func pattern(_ pattern: String, _ subject: String, _ outcome: Outcome) -> Bomb {
        Bomb(name: "pattern \(pattern.prefix(40))", schema: ["pattern": .string(pattern)], instance: .string(subject), outcome: outcome)
    }

    private static let long = String(repeating: "a", count: 65_536)

    private static let patterns: [Bomb] = [
        pattern("^(a+)+$", long + "!", .invalid),
        pattern("(a*)*b", long, .invalid),
        pattern("(x+x+)+y", String(repeating: "x", count: 65_536), .invalid),
        pattern("^(a|aa)+$", long + "!", .invalid),
        pattern("(a|a)*(a|a)*(a|a)*c", long, .invalid),
        pattern("a*a*a*a*a*a*a*a*[bc]", long, .invalid),
        pattern(".*.*.*=.*", String(repeating: "x", count: 65_536), .invalid),
        pattern("^(([a-z])+.)+[A-Z]([a-z])+$", long, .invalid),
        pattern("(?=(a+)+$)(?=(a*)*b)", long, .invalid),
        pattern("^(?!.*(a|aa)+!)(?=.*(b|c|a)+$).*$", long, .valid),
        pattern("(?<=(a+)+)b", long, .invalid),
        pattern("(a|b)*a(a|b){200}c", String(repeating: "ab", count: 32_768), .overBudget),
        pattern("(.{1,1000}){1,4}x", long, .overBudget),
        pattern("^(a+)\\1+\\1+\\1+b$", String(repeating: "a", count: 2_000), .overBudget),
        pattern("(a{1000}){1000}", long, .refused(.invalidPattern)),
        pattern(String(repeating: "(", count: 200) + String(repeating: ")", count: 200), long, .refused(.invalidPattern)),
        pattern("[[:alpha:]]+a{2,1}", "a", .refused(.invalidPattern)),
        pattern(String(repeating: "a", count: 1_025), "a", .refused(.tooLarge)),
        Bomb(
            name: "300 patternProperties on 1,000 members",
            schema: ["patternProperties": object(count: 300) { ("(a|b)*a(a|b){9}\($0)", false) }],
            instance: object(count: 1_000) { (String(repeating: "ab", count: 50) + "\($0)x", 1) }, outcome: .overBudget),
        Bomb(
            name: "1,900 patterns that grow exponentially as automata",
            schema: ["patternProperties": object(count: 1_900) { ("(a|b)*a(a|b){\(10 + $0 % 7)}\($0)$", true) }],
            instance: ["aaaaaaaaaaaaaaaaaaa0": 1], outcome: .valid),
        Bomb(
            name: "patterns that name every script",
            schema: ["patternProperties": object(count: 200) { ("\\p{Script=\(scripts[$0 % scripts.count])}{\($0)}", true) }],
            outcome: .refused(.invalidPattern)),
    ]

    private static let scripts = [
        "Arabic", "Armenian", "Balinese", "Bamum", "Batak", "Bengali", "Bopomofo", "Brahmi", "Braille", "Buginese", "Buhid", "Carian",
        "Chakma", "Cham", "Cherokee", "Coptic", "Cuneiform", "Cypriot", "Cyrillic", "Deseret", "Devanagari", "Ethiopic", "Georgian",
        "Glagolitic", "Gothic", "Greek", "Gujarati", "Gurmukhi", "Han", "Hangul", "Hanunoo", "Hebrew", "Hiragana", "Javanese", "Kaithi",
    ]

    static func object(count: Int, _ member: (Int) -> (String, JSON)) -> JSON {
        .object(JSONObject(uniqueMembers: (0..<count).map { member($0) }.map { (key: $0.0, value: $0.1) }))
    }

    private static func nested(_ depth: Int, around inner: JSON = [:], _ wrap: (JSON) -> JSON) -> JSON {
        (0..<depth).reduce(inner) { value, _ in wrap(value) }
    }
}
