import JSONCore
import Testing

@Suite("kith schema check")
struct CheckCommandTests {
    @Test("A schema that compiles is said to be one: exit code 0")
    func valid() async throws {
        let folder = try Folder(["a.json": #"{"type": "object"}"#])
        let text = try await folder.schema("check", "a.json")
        #expect(text.output == "a.json: valid schema\n")
        #expect(text.errors == "")
        #expect(text.status == 0)
        let json = try await folder.schema("check", "a.json", "--json")
        #expect(try json.json == ["schema": "a.json", "valid": true])
        #expect(json.status == 0)
    }

    @Test(
        "What is wrong is named with its place: exit code 1",
        arguments: [
            ("{\"type\": \"object\",\n \"type\": 1}", "a.json:2:2: duplicate member name"),
            ("{\"type\": \"object\"", "a.json:1:18: the JSON text ends too early"),
            ("", "a.json:1:1: a JSON value is expected, but there is none"),
            (#"{"title": "\u0000"}"#, "a.json:1:12: the character U+0000 is not allowed"),
            (#"{"properties": {"a": {"minLength": -1}}}"#, "a.json: /properties/a/minLength: minLength must be a non-negative integer"),
            (
                #"{"$defs": {"a/b": {"pattern": "("}}}"#,
                "a.json: /$defs/a~1b/pattern: pattern must be a regular expression of ECMA-262: a group is not closed"
            ),
            ("[]", "a.json: the schema must be an object or a boolean"),
            (#"{"$ref": "http://localhost:1234/a"}"#, "a.json: /$ref: $ref must name a schema that is known here; nothing is fetched"),
        ])
    func refused(text: String, line: String) async throws {
        let run = try await Folder(["a.json": text]).schema("check", "a.json")
        #expect(run.output == line + "\n")
        #expect(run.errors == "")
        #expect(run.status == 1)
    }

    @Test("With --json the place is data")
    func places() async throws {
        let folder = try Folder(["text.json": "{\n  \"a\": tru\n}", "schema.json": #"{"items": {"maximum": "1"}}"#])
        let text = try await folder.schema("check", "text.json", "--json")
        #expect(
            try text.json == [
                "schema": "text.json", "valid": false, "error": ["message": "unexpected character", "line": 2, "column": 11],
            ])
        #expect(text.status == 1)
        let schema = try await folder.schema("check", "schema.json", "--json")
        #expect(
            try schema.json == [
                "schema": "schema.json", "valid": false,
                "error": ["message": "maximum must be a number", "pointer": "/items/maximum", "keyword": "maximum"],
            ])
        #expect(schema.status == 1)
    }

    @Test("A file that cannot be read is an error, not a result: exit code 2")
    func unreadable() async throws {
        let folder = try Folder(["folder/a.json": "true"])
        for (arguments, message) in [
            (["nowhere.json"], "nowhere.json: there is no such file"), (["folder"], "folder: is a directory, not a file"),
            (["nowhere.json", "--json"], "nowhere.json: there is no such file"),
            (["folder/a.json", "--with", "nowhere.json"], "nowhere.json: there is no such file"),
        ] {
            let run = try await folder.schema(["check"] + arguments)
            #expect(run.output == "")
            #expect(run.errors == "Error: \(message)\n")
            #expect(run.status == 2)
        }
    }

    @Test(
        "Usage that makes no sense: exit code 2", arguments: [[], ["a.json", "b.json"], ["a.json", "--draft", "4"], ["a.json", "--no"]])
    func usage(arguments: [String]) async throws {
        let run = try await Folder(["a.json": "true", "b.json": "true"]).schema(["check"] + arguments)
        #expect(run.output == "")
        #expect(run.errors.contains("Usage: kith schema check"))
        #expect(run.status == 2)
    }

    @Test("A hyphen is standard input")
    func standardInput() async throws {
        let folder = try Folder()
        #expect(try await folder.schema("check", "-", input: "true").output == "stdin: valid schema\n")
        #expect(try await folder.schema("check", "-", input: "1").output == "stdin: the schema must be an object or a boolean\n")
    }

    @Test("--draft is for schemas without $schema, by each of its names")
    func draft() async throws {
        // A schema of draft-07 alone: 2020-12 has no arrays of schemas in items.
        let array = try Folder(["a.json": #"{"items": [true]}"#])
        for name in ["7", "07", "draft7", "draft-07"] {
            #expect(try await array.schema("check", "a.json", "--draft", name).status == 0)
        }
        for name in ["2020-12", "draft2020-12"] {
            #expect(try await array.schema("check", "a.json", "--draft", name).status == 1)
        }
        #expect(try await array.schema("check", "a.json").status == 1)
        let named = try Folder(["a.json": #"{"$schema": "http://json-schema.org/draft-07/schema#", "items": [true]}"#])
        #expect(try await named.schema("check", "a.json", "--draft", "2020-12").status == 0)
    }

    @Test("References between definitions are accepted, whatever they name")
    func definitions() async throws {
        let folder = try Folder(["a.json": #"{"properties": {"customer": {"$ref": "reach:schemas/customers"}}}"#])
        #expect(try await folder.schema("check", "a.json").status == 0)
    }

    @Test("--with makes a schema known by its $id and by its place beside the first")
    func others() async throws {
        let folder = try Folder([
            "order.json": #"{"properties": {"a": {"$ref": "parts/name.json"}, "b": {"$ref": "https://example.com/address"}}}"#,
            "parts/name.json": #"{"type": "string"}"#, "address.json": #"{"$id": "https://example.com/address#", "type": "object"}"#,
        ])
        #expect(try await folder.schema("check", "order.json").status == 1)
        #expect(try await folder.schema("check", "order.json", "--with", "parts/name.json").status == 1)
        #expect(try await folder.schema("check", "order.json", "--with", "parts/name.json", "--with", "address.json").status == 0)
    }
}
