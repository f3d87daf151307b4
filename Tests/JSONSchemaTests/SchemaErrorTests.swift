import JSONCore
import JSONSchema
import Testing

@Suite("Refused schemas")
struct SchemaErrorTests {
    private func refusal(_ schema: JSON, options: SchemaOptions = SchemaOptions()) -> SchemaError? {
        do throws(SchemaError) {
            _ = try Schema.compile(schema, options: options)
            return nil
        } catch {
            return error
        }
    }

    @Test(
        "Keywords whose value the metaschema refuses",
        arguments: [
            (1, ": the schema must be an object or a boolean"),
            (["properties": ["a": "string"]], "/properties/a: the schema must be an object or a boolean"),
            (
                ["type": "text"],
                "/type: type must be one of array, boolean, integer, null, number, object, string, or a non-empty array of them, each once"
            ),
            (["type": ["null", "null"]], "/type/1: type must be an array of strings, each once"),
            (["enum": "a"], "/enum: enum must be an array"),
            (["multipleOf": 0], "/multipleOf: multipleOf must be a number greater than 0"),
            (["maximum": "1"], "/maximum: maximum must be a number"),
            (["maxLength": -1], "/maxLength: maxLength must be a non-negative integer"),
            (["minLength": 1.5], "/minLength: minLength must be a non-negative integer"),
            (["pattern": 1], "/pattern: pattern must be a string"),
            (["uniqueItems": "yes"], "/uniqueItems: uniqueItems must be true or false"),
            (["required": ["a", "a"]], "/required/1: required must be an array of strings, each once"),
            (["required": "a"], "/required: required must be an array of strings, each once"),
            (["dependentRequired": ["a": "b"]], "/dependentRequired/a: dependentRequired must be an array of strings, each once"),
            (["allOf": []], "/allOf: allOf must be a non-empty array of schemas"),
            (["items": [[:]]], "/items: the schema must be an object or a boolean"),
            (
                ["$schema": "http://json-schema.org/draft-07/schema#", "items": []], "/items: items must be a non-empty array of schemas"
            ),
            (["properties": []], "/properties: properties must be an object whose members are schemas"),
            (["minContains": 0.5], "/minContains: minContains must be a non-negative integer"),
            (["$defs": ["a": ["minimum": nil]]], "/$defs/a/minimum: minimum must be a number"),
            (["title": 1], "/title: title must be a string"),
            (["examples": "a"], "/examples: examples must be an array"),
            (["deprecated": 1], "/deprecated: deprecated must be true or false"),
            (["format": 1], "/format: format must be a string"),
            (["contentSchema": 1], "/contentSchema: the schema must be an object or a boolean"),
            (["$id": "a#b"], "/$id: $id must be a URI reference without a fragment"),
            (
                ["$anchor": "1a"],
                "/$anchor: $anchor must begin with a letter or underscore "
                    + "and go on with letters, digits, hyphens, underscores and full stops"
            ),
            (
                ["$defs": ["a": ["$anchor": "x"], "b": ["$anchor": "x"]]],
                "/$defs/b/$anchor: $anchor must be a name that no other schema of the resource has"
            ),
            (["$defs": ["a": ["$id": "x"], "b": ["$id": "x"]]], "/$defs/b/$id: $id must be a URI that no other schema has"),
            (["maxLength": 1, "x-length-unit": "bytes"], "/x-length-unit: x-length-unit must be code-point or utf-16"),
        ] as [(JSON, String)])
    func malformed(schema: JSON, description: String) {
        let error = refusal(schema)
        #expect(error?.description == description)
        #expect(error?.kind == .malformed)
    }

    @Test(
        "References that lead nowhere",
        arguments: ["#/$defs/b", "#b", "other", "https://example.com/schema", "#/$defs/%zz", "reach:schemas/x"])
    func unresolved(reference: String) {
        let error = refusal(["properties": ["a": ["$ref": .string(reference)]], "$defs": ["a": true]])
        #expect(error?.kind == .unresolvedReference)
        #expect(error?.pointer == JSONPointer(["properties", "a", "$ref"]))
        #expect(error?.keyword == "$ref")
    }

    @Test("A mistake in a referenced document names the document")
    func otherDocument() {
        let options = SchemaOptions(registry: ["https://example.com/other": ["properties": ["a": ["type": 1]]]])
        let error = refusal(["$ref": "https://example.com/other"], options: options)
        #expect(error?.document == "https://example.com/other")
        #expect(error?.pointer == JSONPointer(["properties", "a", "type"]))
    }

    @Test(
        "Drafts and vocabularies that are not known",
        arguments: [
            "https://json-schema.org/draft/2019-09/schema", "http://json-schema.org/draft-04/schema#", "https://example.com/meta",
            "https://example.com/demanding",
        ])
    func drafts(uri: String) {
        let options = SchemaOptions(registry: [
            "https://example.com/demanding": [
                "$schema": "https://json-schema.org/draft/2020-12/schema", "$vocabulary": ["https://example.com/vocabulary": true],
            ]
        ])
        let error = refusal(["$schema": .string(uri)], options: options)
        #expect(error?.kind == .unsupportedDraft)
        #expect(error?.pointer == JSONPointer(["$schema"]))
    }

    @Test("An endless reference is named where it closes")
    func endless() {
        let error = refusal(["properties": ["a": ["$ref": "#/$defs/a"]], "$defs": ["a": ["anyOf": [["$ref": "#/$defs/a"]]]]])
        #expect(error?.kind == .endlessReference)
        #expect(error?.pointer == JSONPointer(["$defs", "a"]))
    }

    @Test("A recursion that moves on in the instance is none")
    func recursion() throws {
        let schema = try Schema.compile(["properties": ["next": ["$ref": "#"]], "additionalProperties": false])
        #expect(schema.isValid(["next": ["next": [:]]]))
        #expect(!schema.isValid(["next": ["other": [:]]]))
    }
}
