import JSONCore
import JSONSchema
import Testing

@Suite("Violations")
struct ViolationTests {
    private func descriptions(_ schema: JSON, _ instance: JSON) throws -> [String] {
        try Schema.compile(schema).validate(instance).map(\.description)
    }

    @Test("name the place, the keyword, its place in the schema and its limit")
    func parts() throws {
        let schema = try Schema.compile(["properties": ["a/b": ["items": ["$ref": "#/$defs/name"]]], "$defs": ["name": ["maxLength": 2]]])
        let violation = try #require(schema.firstViolation(["a/b": ["ok", "too long"]]))
        #expect(violation.instance == JSONPointer(["a/b", "1"]))
        #expect(violation.keyword == "maxLength")
        #expect(violation.schema == JSONPointer(["$defs", "name", "maxLength"]))
        #expect(violation.limit == 2)
        #expect(violation.message == "must be at most 2 characters")
        #expect(violation.description == "/a~1b/1: must be at most 2 characters")
    }

    @Test(
        "say the rule of each keyword",
        arguments: [
            (["type": "string"], 1, "must be of type string"),
            (["type": ["string", "null"]], 1, "must be of type string or null"),
            (["enum": ["new", "open", 3]], "old", "must be one of \"new\", \"open\", 3"),
            (["enum": [["a"]]], "old", "must be one of the 1 values allowed"),
            (["const": true], false, "must be true"),
            (["const": ["a": 1]], false, "must be the one value that is allowed"),
            (["multipleOf": 0.01], 0.001, "must be a multiple of 0.01"),
            (["maximum": 10], 10.5, "must be at most 10"),
            (["exclusiveMaximum": 10], 10, "must be less than 10"),
            (["minimum": 1], 0, "must be at least 1"),
            (["exclusiveMinimum": 1], 1, "must be greater than 1"),
            (["maxLength": 1], "ab", "must be at most 1 character"),
            (["minLength": 3], "ab", "must be at least 3 characters"),
            (["pattern": "^b"], "ab", "must match the pattern ^b"),
            (["maxItems": 1], [1, 2], "must have at most 1 element"),
            (["minItems": 3], [1, 2], "must have at least 3 elements"),
            (["uniqueItems": true], [1, 1.0], "must not have equal elements"),
            (["contains": ["const": 1]], [2], "must contain at least 1 matching element"),
            (["contains": ["const": 1], "minContains": 2], [1], "must contain at least 2 matching elements"),
            (["contains": ["const": 1], "maxContains": 1], [1, 1], "must contain at most 1 matching element"),
            (["maxProperties": 0], ["a": 1], "must have at most 0 members"),
            (["minProperties": 1], [:], "must have at least 1 member"),
            (["required": ["email"]], [:], "must have the member email"),
            (["dependentRequired": ["a": ["b"]]], ["a": 1], "must have the member b when it has a"),
            (["allOf": [["type": "string"]]], 1, "must be of type string"),
            (["anyOf": [["minimum": 3], ["maximum": 1]]], 2, "must satisfy at least one of 2 alternatives"),
            (["oneOf": [["minimum": 3], ["maximum": 1]]], 2, "must satisfy exactly one of 2 alternatives"),
            (["oneOf": [["minimum": 1], ["maximum": 3]]], 2, "must satisfy only one of 2 alternatives"),
            (["not": ["type": "integer"]], 2, "must not satisfy the schema that is excluded"),
            (["items": false], [1], "is not allowed here"),
            (["additionalProperties": false], ["a": 1], "must have no members but those that the schema names"),
            (["unevaluatedProperties": false], ["a": 1], "must have no members but those that the schema names"),
            (["unevaluatedItems": false], [1], "must have no elements but those that the schema describes"),
            (["propertyNames": ["maxLength": 1]], ["ab": 1], "must have only members whose names the schema allows"),
        ] as [(JSON, JSON, String)])
    func messages(schema: JSON, instance: JSON, message: String) throws {
        #expect(try Schema.compile(schema).validate(instance).map(\.message) == [message])
    }

    @Test("never hold the offending value")
    func noValues() throws {
        let secret = "s3cr3t-value"
        let schemas: [JSON] = [
            ["type": "integer"], ["enum": ["a"]], ["const": "a"], ["maxLength": 3], ["minLength": 99], ["pattern": "^x"],
            ["anyOf": [["const": 1], ["maxLength": 2]]], ["not": ["type": "string"]], false,
        ]
        for schema in schemas {
            for violation in try Schema.compile(["properties": ["field": schema]]).validate(["field": .string(secret)]) {
                #expect(!String(reflecting: violation).contains(secret))
            }
        }
    }

    @Test("come in the order of the specification's keywords, then of the instance")
    func order() throws {
        let schema: JSON = [
            "additionalProperties": false, "required": ["x", "y"], "maxProperties": 1,
            "properties": ["b": ["type": "string"], "a": ["type": "string"]],
        ]
        #expect(
            try descriptions(schema, ["a": 1, "u": 1, "b": 2]) == [
                ": must have at most 1 member",
                ": must have the member x",
                ": must have the member y",
                "/a: must be of type string",
                "/b: must be of type string",
                ": must have no members but those that the schema names",
            ])
        let reordered: JSON = [
            "properties": ["a": ["type": "string"], "b": ["type": "string"]], "maxProperties": 1, "required": ["x", "y"],
            "additionalProperties": false,
        ]
        #expect(try descriptions(reordered, ["a": 1, "u": 1, "b": 2]) == descriptions(schema, ["a": 1, "u": 1, "b": 2]))
    }

    @Test("name the missing or unknown member as the limit")
    func memberNames() throws {
        let schema = try Schema.compile(["required": ["email"], "properties": ["email": true], "additionalProperties": false])
        #expect(schema.validate(["nmae": 1]).map(\.limit) == ["email", "nmae"])
    }

    @Test("are those of the alternative that takes the instance's type")
    func meantAlternative() throws {
        let schema: JSON = ["anyOf": [["type": "string", "maxLength": 3, "pattern": "^a"], ["type": "null"]]]
        #expect(try descriptions(schema, "bcde") == [": must be at most 3 characters", ": must match the pattern ^a"])
        #expect(try descriptions(schema, 1) == [": must satisfy at least one of 2 alternatives"])
        #expect(try descriptions(schema, nil) == [])
    }

    @Test("are not repeated by unevaluatedProperties")
    func evaluatedThoughFailed() throws {
        let schema: JSON = ["allOf": [["properties": ["a": ["type": "string"]]]], "unevaluatedProperties": false]
        #expect(try descriptions(schema, ["a": 1]) == ["/a: must be of type string"])
        let alternatives: JSON = ["anyOf": [["required": ["b"]], ["required": ["c"]]], "unevaluatedProperties": false]
        #expect(try descriptions(alternatives, ["a": 1]) == [": must satisfy at least one of 2 alternatives"])
    }

    @Test("are at most as many as the limit")
    func cap() throws {
        let instance = JSON.array(Array(repeating: 1, count: 500))
        #expect(try Schema.compile(["items": ["type": "string"]]).validate(instance).count == 100)
        let options = SchemaOptions(limits: SchemaLimits(maximumViolations: 3))
        #expect(try Schema.compile(["items": ["type": "string"]], options: options).validate(instance).count == 3)
    }

    @Test("say so when the budget did not suffice")
    func budget() throws {
        let options = SchemaOptions(limits: SchemaLimits(maximumSteps: 10))
        let schema = try Schema.compile(["allOf": .array(Array(repeating: ["type": "integer"], count: 20))], options: options)
        #expect(!schema.isValid(1))
        #expect(schema.validate(1).map(\.keyword) == [Violation.budget])
        // Steps are added for the size of the instance.
        let items = try Schema.compile(["items": ["type": "integer"]], options: options)
        #expect(items.isValid(.array(Array(repeating: 1, count: 1_000))))
    }

    @Test("say so when one pattern was too much")
    func patternBudget() throws {
        let schema = try Schema.compile(["properties": ["a": ["pattern": "^(a+)\\1+\\1+\\1+b$"]]])
        let violation = try #require(schema.firstViolation(["a": .string(String(repeating: "a", count: 2_000))]))
        #expect(violation.description == "/a: could not be judged within the budget of steps")
        #expect(violation.keyword == "pattern")
    }

    @Test("are the same from many threads at once")
    func concurrency() async throws {
        let schema = try Schema.compile([
            "properties": ["a": ["pattern": "^(?=.*[0-9])[a-z0-9]+$"], "b": ["type": "integer"]], "unevaluatedProperties": false,
        ])
        let expected = schema.validate(["a": "abc", "b": "x", "c": 1])
        await withTaskGroup(of: Bool.self) { group in
            for _ in 0..<8 {
                group.addTask {
                    (0..<200).allSatisfy { _ in schema.validate(["a": "abc", "b": "x", "c": 1]) == expected && schema.isValid(["a": "a1"]) }
                }
            }
            for await same in group { #expect(same) }
        }
        #expect(expected.count == 3)
    }
}
