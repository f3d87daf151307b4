import JSONCore
import Testing

@Suite("kith schema validate")
struct ValidateCommandTests {
    private let schema = """
        {"type": "object", "properties": {"seat": {"maxLength": 3}, "at": {"format": "date"}}, "required": ["event"]}
        """

    @Test("Data that obeys: exit code 0")
    func valid() async throws {
        let folder = try Folder(["schema.json": schema, "a.json": #"{"event": "Tosca", "at": "soon"}"#, "b.json": #"{"event": 1}"#])
        let text = try await folder.schema("validate", "schema.json", "a.json", "b.json")
        #expect(text.output == "a.json: valid\nb.json: valid\n")
        #expect(text.status == 0)
        let json = try await folder.schema("validate", "schema.json", "a.json", "--json")
        #expect(
            try json.json == [
                "schema": "schema.json", "valid": true, "documents": [["file": "a.json", "valid": true, "violations": []]],
            ])
        #expect(json.status == 0)
    }

    @Test("Every violation is a line with file, place, rule and keyword: exit code 1")
    func violations() async throws {
        let folder = try Folder([
            "schema.json": schema, "a.json": #"{"event": 1}"#, "b.json": #"{"seat": "Row 12"}"#, "c.json": "[]",
            "d.json": "{\"event\": 1,\n\"event\": 2}",
        ])
        let run = try await folder.schema("validate", "schema.json", "a.json", "b.json", "c.json", "d.json")
        #expect(
            Set(run.lines) == [
                "a.json: valid", "b.json: /seat: must be at most 3 characters (schema: /properties/seat/maxLength)",
                "b.json: must have the member event (schema: /required)", "c.json: must be of type object (schema: /type)",
                "d.json:2:1: duplicate member name",
            ])
        #expect(run.lines.count == 5)
        #expect(run.errors == "")
        #expect(run.status == 1)
    }

    @Test("With --json violations are objects, by file")
    func json() async throws {
        let folder = try Folder(["schema.json": schema, "a.json": #"{"seat": "Row 12", "event": 1}"#, "b.json": "{]"])
        let run = try await folder.schema("validate", "schema.json", "a.json", "b.json", "--json")
        #expect(
            try run.json == [
                "schema": "schema.json", "valid": false,
                "documents": [
                    [
                        "file": "a.json", "valid": false,
                        "violations": [
                            [
                                "instance": "/seat", "keyword": "maxLength", "schema": "/properties/seat/maxLength", "limit": 3,
                                "message": "must be at most 3 characters",
                            ]
                        ],
                    ],
                    [
                        "file": "b.json", "valid": false, "violations": [],
                        "error": ["message": "unexpected character", "line": 1, "column": 2],
                    ],
                ],
            ])
        #expect(run.status == 1)
    }

    @Test("Formats are judged when asked")
    func formats() async throws {
        let folder = try Folder(["schema.json": schema, "a.json": #"{"event": 1, "at": "soon"}"#])
        let run = try await folder.schema("validate", "schema.json", "a.json", "--format")
        #expect(run.output == "a.json: /at: must be of the format date (schema: /properties/at/format)\n")
        #expect(run.status == 1)
    }

    @Test("A hyphen is standard input, once")
    func standardInput() async throws {
        let folder = try Folder(["schema.json": schema, "a.json": #"{"event": 1}"#])
        let data = try await folder.schema("validate", "schema.json", "-", input: "[]")
        #expect(data.output == "stdin: must be of type object (schema: /type)\n")
        #expect(try await folder.schema("validate", "-", "a.json", input: schema).output == "a.json: valid\n")
        #expect(try await folder.schema("validate", "schema.json", "-", "--json", input: "{").json["documents"]?[0]?["file"] == "-")
        let twice = try await folder.schema("validate", "-", "-", input: schema)
        #expect(twice.errors.hasPrefix("Error: -: standard input can be read only once\n"))
        #expect(twice.status == 2)
    }

    @Test(
        "Where nothing can be judged nothing is said to be valid or not: exit code 2",
        arguments: [
            (["schema.json", "a.json", "nowhere.json"], "nowhere.json: there is no such file"),
            (["nowhere.json", "a.json"], "nowhere.json: there is no such file"),
            (["schema.json", "."], ".: is a directory, not a file"),
            (["bad.json", "a.json"], "bad.json: /type/0: type must be an array of strings, each once"),
            (["text.json", "a.json"], "text.json:1:2: unexpected character"),
        ])
    func unjudged(arguments: [String], message: String) async throws {
        let folder = try Folder(["schema.json": schema, "a.json": "1", "bad.json": #"{"type": [1]}"#, "text.json": "{type: 1}"])
        for flags in [[], ["--json"]] {
            let run = try await folder.schema(["validate"] + arguments + flags)
            #expect(run.output == "")
            #expect(run.errors.hasPrefix("Error: \(message)"))
            #expect(run.status == 2)
        }
    }

    @Test("A list that was cut says so")
    func many() async throws {
        let folder = try Folder([
            "schema.json": #"{"items": {"type": "string"}}"#, "a.json": "[\(Array(repeating: "1", count: 300).joined(separator: ","))]",
        ])
        let run = try await folder.schema("validate", "schema.json", "a.json")
        #expect(run.lines.count == 101)
        #expect(run.lines.last == "a.json: no more than 100 violations are listed")
    }

    @Test("Names from files cannot steer a terminal or begin a line of their own")
    func printable() async throws {
        let folder = try Folder([
            "schema.json": #"{"additionalProperties": {"type": "string"}}"#, "a.json": #"{"\u001b[2J\nb.json: valid": 1}"#,
        ])
        let run = try await folder.schema("validate", "schema.json", "a.json")
        #expect(run.lines.count == 1)
        #expect(run.output.contains(#"\u{1b}[2J\u{a}b.json: valid"#))
    }
}
