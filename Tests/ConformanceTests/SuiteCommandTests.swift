import JSONCore
import Testing

@Suite("kith schema suite")
struct SuiteCommandTests {
    /// Two tests of the keyword type, which every draft has.
    private let types = """
        [{"description": "strings", "schema": {"type": "string"}, "tests": [
            {"description": "a string", "data": "a", "valid": true}, {"description": "a number", "data": 1, "valid": false}]}]
        """

    /// One test that holds in draft-07 and not in 2020-12: what stands beside `$ref` is ignored.
    private func siblings(schema: String = "") -> String {
        """
        [{"description": "siblings", "schema": {\(schema)"$ref": "#/definitions/a", "maximum": 1, "definitions": {"a": {}}}, "tests": [
            {"description": "a large number", "data": 2, "valid": true}]}]
        """
    }

    @Test("Tests that pass are counted: exit code 0")
    func passing() async throws {
        let folder = try Folder(["tests/a.json": types, "tests/b.json": types])
        let text = try await folder.schema("suite", "tests")
        #expect(text.output == "passed 4, failed 0 (2 files, draft 2020-12)\n")
        #expect(text.errors == "")
        #expect(text.status == 0)
        let json = try await folder.schema("suite", "tests/", "--json")
        #expect(json.output == #"{"passed":4,"failed":0,"failures":[]}"# + "\n")
        #expect(json.status == 0)
    }

    @Test("Only the *.json files of the directory itself are run")
    func files() async throws {
        let folder = try Folder([
            "tests/a.json": types, "tests/optional/b.json": types, "tests/c.json/d.json": types, "tests/.e.json": "{", "tests/f.txt": "{",
        ])
        #expect(try await folder.schema("suite", "tests").output == "passed 2, failed 0 (1 file, draft 2020-12)\n")
    }

    @Test("Failures say which test, what was expected and what came: exit code 1")
    func failing() async throws {
        let folder = try Folder([
            "a.json": types,
            "b.json": """
            [{"description": "lies", "schema": {"properties": {"a": {"maximum": 1}}}, "tests": [
                {"description": "too large", "data": {"a": 2}, "valid": true}, {"description": "small", "data": {"a": 1}, "valid": false}]},
             {"description": "no schema", "schema": {"items": {"type": "text"}}, "tests": [
                {"description": "refused", "data": [], "valid": false}]}]
            """,
        ])
        let text = try await folder.schema("suite", ".")
        #expect(
            text.lines == [
                "b.json: lies: too large: expected valid, came invalid: /a: must be at most 1",
                "b.json: lies: small: expected invalid, came valid",
                "b.json: no schema: refused: expected invalid, came refused: /items/type: type must be one of array, boolean, integer, "
                    + "null, number, object, string, or a non-empty array of them, each once",
                "passed 2, failed 3 (2 files, draft 2020-12)",
            ])
        #expect(text.errors == "")
        #expect(text.status == 1)
        let json = try await folder.schema("suite", ".", "--json")
        #expect(json.lines.count == 1)
        #expect(try json.json["passed"] == 2)
        #expect(try json.json["failed"] == 3)
        #expect(
            try json.json["failures"]?[0] == [
                "file": "b.json", "group": "lies", "test": "too large", "expected": "valid", "actual": "invalid",
                "detail": "/a: must be at most 1",
            ])
        #expect(
            try json.json["failures"]?[1] == [
                "file": "b.json", "group": "lies", "test": "small", "expected": "invalid", "actual": "valid",
            ])
        #expect(try json.json["failures"]?[2]?["actual"] == "refused")
        #expect(json.status == 1)
    }

    @Test("Given up is neither valid nor invalid")
    func undecided() async throws {
        // Each definition applies the next one twice.
        let names = (0..<40).map { (key: "d\($0)", value: JSON.string("#/$defs/d\($0 + 1)")) }
        var definitions = JSONObject(
            uniqueMembers: names.map { (key: $0.key, value: ["allOf": [["$ref": $0.value], ["$ref": $0.value]]]) })
        definitions["d40"] = ["type": "string"]
        let tests: JSON = [
            ["description": "1", "data": "a", "valid": true], ["description": "2", "data": "a", "valid": false],
        ]
        let group: JSON = [
            "description": "g", "schema": ["$ref": "#/$defs/d0", "$defs": .object(definitions)], "tests": tests,
        ]
        let folder = try Folder(["a.json": JSON.array([group]).text])
        let json = try await folder.schema("suite", ".", "--json").json
        #expect(json["passed"] == 0)
        #expect(json["failures"]?.asArray?.map { $0["actual"] } == ["undecided", "undecided"])
    }

    @Test(
        "The draft is the one that the path names, else 2020-12",
        arguments: [
            ("draft7", true), ("tests/draft7/optional", true), ("draft2020-12", false), ("draft7/draft2020-12", false), ("7", false),
            ("tests", false), ("draft-next", false),
        ])
    func deducedDraft(directory: String, isDraft07: Bool) async throws {
        let folder = try Folder(["\(directory)/a.json": siblings()])
        let run = try await folder.schema("suite", directory)
        #expect(run.lines.last == (isDraft07 ? "passed 1, failed 0 (1 file, draft-07)" : "passed 0, failed 1 (1 file, draft 2020-12)"))
        let inside = try await folder.schema(["suite", "."], in: directory)
        #expect(inside.lines == run.lines)
    }

    @Test("--draft comes before the path, $schema before both")
    func statedDraft() async throws {
        let folder = try Folder([
            "draft2020-12/a.json": siblings(),
            "draft7/a.json": siblings(schema: #""$schema": "https://json-schema.org/draft/2020-12/schema", "#),
        ])
        for name in ["7", "07", "draft7", "draft-07"] {
            #expect(try await folder.schema("suite", "draft2020-12", "--draft", name).status == 0)
        }
        #expect(try await folder.schema("suite", "draft2020-12", "--draft", "draft2020-12").status == 1)
        #expect(try await folder.schema("suite", "draft7", "--draft", "7").status == 1)
        #expect(try await folder.schema("suite", "draft7", "--draft", "2019-09").status == 2)
    }

    @Test("Formats are judged when asked")
    func formats() async throws {
        let folder = try Folder([
            "a.json": """
            [{"description": "g", "schema": {"format": "ipv4"}, "tests": [{"description": "t", "data": "1.2.3", "valid": false}]}]
            """
        ])
        #expect(try await folder.schema("suite", ".").status == 1)
        let run = try await folder.schema("suite", ".", "--format")
        #expect(run.output == "passed 1, failed 0 (1 file, draft 2020-12, formats judged)\n")
        #expect(run.status == 0)
    }

    @Test("References lead to the nearest directory remotes around the tests, or to the one that is named")
    func remotes() async throws {
        let test = """
            [{"description": "g", "schema": {"$ref": "http://localhost:1234/nested/name.json"}, "tests": [
                {"description": "t", "data": "a", "valid": true}, {"description": "u", "data": 1, "valid": false}]}]
            """
        let folder = try Folder(["suite/tests/draft7/optional/a.json": test])
        #expect(try await folder.schema("suite", "suite/tests/draft7/optional").status == 1)
        try folder.write(#"{"type": "string"}"#, to: "suite/remotes/nested/name.json")
        #expect(try await folder.schema("suite", "suite/tests/draft7/optional").status == 0)
        try folder.write(#"{"type": "number"}"#, to: "suite/tests/remotes/nested/name.json")
        #expect(try await folder.schema("suite", "suite/tests/draft7/optional").status == 1)
        #expect(try await folder.schema("suite", "suite/tests/draft7/optional", "--remotes", "suite/remotes").status == 0)
        let nowhere = try await folder.schema("suite", "suite/tests/draft7/optional", "--remotes", "nowhere")
        #expect(nowhere.errors == "Error: nowhere: is no directory that can be read\n")
        #expect(nowhere.status == 2)
    }

    @Test("Suites are read by the grammar of RFC 8259 alone")
    func grammar() async throws {
        let folder = try Folder([
            "a.json": #"""
            [{"description": "g", "schema": {"const": "\u0000", "const": {"a\u0000": 1e999}}, "tests": [
                {"description": "t", "data": {"a\u0000": 10e998}, "valid": true}, {"description": "u", "data": "\u0000", "valid": false}]}]
            """#
        ])
        #expect(try await folder.schema("suite", ".").lines == ["passed 2, failed 0 (1 file, draft 2020-12)"])
    }

    @Test(
        "Where nothing can be run it says why: exit code 2",
        arguments: [
            ([:], "tests: there is no such directory"),
            (["tests": "[]"], "tests: is a file, not a directory"),
            (["tests/sub/a.json": "[]"], "tests: holds no test file, whose name would end in .json"),
            (["tests/a.json": "[]"], "tests: holds no test: the arrays in its files are empty"),
            (["tests/a.json": "[\n  {]"], "tests/a.json:2:4: unexpected character"),
            (["tests/a.json": "{}"], "tests/a.json: must be an array, as in the public JSON Schema suite"),
            (["tests/a.json": "[1]"], "tests/a.json: /0: must be an object"),
            (["tests/a.json": #"[{"schema": true}]"#], "tests/a.json: /0: must have the member tests"),
            (["tests/a.json": #"[{"tests": []}]"#], "tests/a.json: /0: must have the member schema"),
            (
                ["tests/a.json": #"[{"schema": true, "tests": [{"data": 1, "valid": "yes"}]}]"#],
                "tests/a.json: /0/tests/0/valid: must be true or false"
            ),
        ] as [([String: String], String)])
    func unusable(files: [String: String], message: String) async throws {
        let folder = try Folder(files)
        for flags in [[], ["--json"]] {
            let run = try await folder.schema(["suite", "tests"] + flags)
            #expect(run.output == "")
            #expect(run.errors == "Error: \(message)\n")
            #expect(run.status == 2)
        }
    }

    @Test("The help of each command has an example", arguments: ["check", "validate", "suite"])
    func help(command: String) async throws {
        let run = try await Folder().schema(command, "--help")
        #expect(run.output.contains("\n  $ kith schema \(command) "))
        #expect(run.output.contains("Exit codes: 0 "))
        #expect(run.status == 0)
    }
}
