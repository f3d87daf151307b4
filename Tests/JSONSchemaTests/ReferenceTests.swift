import JSONCore
import JSONSchema
import Testing

@Suite("References")
struct ReferenceTests {
    @Test("Registered documents are known by their URI and by their $id")
    func registry() throws {
        let options = SchemaOptions(
            baseURI: "https://example.com/schemas/contact",
            registry: [
                "https://example.com/schemas/name": [
                    "$id": "https://example.com/ids/name", "maxLength": 3, "$defs": ["a": ["$anchor": "a", "type": "null"]],
                ]
            ])
        let schema = try Schema.compile(
            [
                "properties": [
                    "relative": ["$ref": "name"], "byID": ["$ref": "https://example.com/ids/name"], "anchor": ["$ref": "name#a"],
                    "pointer": ["$ref": "/schemas/name#/$defs/a"],
                ]
            ], options: options)
        #expect(schema.isValid(["relative": "abc", "byID": "abc", "anchor": nil, "pointer": nil]))
        #expect(schema.validate(["relative": "abcd", "byID": "abcd", "anchor": 1, "pointer": 1]).count == 4)
    }

    @Test(
        "The metaschemas are always known",
        arguments: ["https://json-schema.org/draft/2020-12/schema", "http://json-schema.org/draft-07/schema#"])
    func metaschemas(uri: String) throws {
        let schema = try Schema.compile(["$ref": .string(uri)])
        #expect(schema.isValid(["type": "object", "properties": ["a": ["minLength": 1]]]))
        #expect(
            schema.validate(["properties": ["a": ["minLength": -1]]]).map(\.instance) == [JSONPointer(["properties", "a", "minLength"])])
        // As validation, section 10.3 of draft-07 demands; its metaschema was published without `writeOnly` at first.
        for keyword in ["readOnly", "writeOnly"] {
            #expect(schema.validate(.object([keyword: "no"])).map(\.instance) == [JSONPointer([keyword])])
        }
    }

    @Test("An external reference stands for the schema the caller gives, and is listed with its places")
    func external() throws {
        let options = SchemaOptions(externalReference: { reference in
            reference.hasPrefix("reach:schemas/") ? ExternalReference(schema: ["type": "string", "minLength": 1]) : nil
        })
        let schema = try Schema.compile(
            [
                "properties": [
                    "customer": ["$ref": "reach:schemas/customers"],
                    "orders": ["type": "array", "items": ["anyOf": [["$ref": "reach:schemas/orders"], ["type": "null"]]]],
                    "owner": ["$ref": "#/$defs/owner"],
                ],
                "$defs": ["owner": ["properties": ["customer": ["$ref": "reach:schemas/customers"]]]],
            ], options: options)
        #expect(
            Set(schema.externalReferences.map { "\($0.uri) \($0.schema) \($0.path)" })
                == Set([
                    "reach:schemas/customers /properties/customer/$ref \([InstanceStep.member("customer")])",
                    "reach:schemas/orders /properties/orders/items/anyOf/0/$ref \([InstanceStep.member("orders"), .anyElement])",
                    "reach:schemas/customers /$defs/owner/properties/customer/$ref \([InstanceStep.member("owner"), .member("customer")])",
                ]))
        #expect(schema.isValid(["customer": "c-1", "orders": ["o-1", nil], "owner": ["customer": "c-2"]]))
        #expect(schema.validate(["customer": 1]).map(\.description) == ["/customer: must be of type string"])
        #expect(schema.validate(["owner": ["customer": ""]]).map(\.description) == ["/owner/customer: must be at least 1 character"])
    }

    @Test("$dynamicRef takes the outermost anchor on the way")
    func dynamic() throws {
        let tree: JSON = [
            "$id": "https://example.com/tree", "$dynamicAnchor": "node",
            "properties": ["value": true, "children": ["items": ["$dynamicRef": "#node"]]],
        ]
        let strict: JSON = ["$id": "https://example.com/strict", "$dynamicAnchor": "node", "$ref": "tree", "unevaluatedProperties": false]
        let schema = try Schema.compile(strict, options: SchemaOptions(registry: ["https://example.com/tree": tree]))
        #expect(schema.isValid(["children": [["value": 1]]]))
        #expect(schema.validate(["children": [["vaule": 1]]]).map(\.instance) == [JSONPointer(["children", "0"])])
    }

    @Test("Draft-07 ignores what stands beside $ref, 2020-12 does not")
    func siblings() throws {
        let schema: JSON = ["definitions": ["a": ["type": "integer"]], "properties": ["a": ["$ref": "#/definitions/a", "maximum": 1]]]
        #expect(try Schema.compile(schema, options: SchemaOptions(defaultDraft: .draft07)).isValid(["a": 2]))
        #expect(try !Schema.compile(schema).isValid(["a": 2]))
    }

    @Test("Names are compared byte for byte")
    func names() throws {
        let schema = try Schema.compile(["properties": ["\u{E9}": false], "$defs": ["\u{E9}": false, "e\u{301}": true]])
        #expect(!schema.isValid(["\u{E9}": 1]))
        #expect(schema.isValid(["e\u{301}": 1]))
        #expect(try Schema.compile(["enum": ["\u{E9}"]]).isValid("\u{E9}"))
        #expect(try !Schema.compile(["enum": ["\u{E9}"]]).isValid("e\u{301}"))
    }
}
