import Foundation
import JSONCore
import Records
import TestSupport
import Testing

@Suite("kith import")
struct ImportCommandTests {
    @Test("Rows become records with their history, in the file's order", arguments: ImportPlace.stores)
    func creates(store: TestStore) async throws {
        try await ImportPlace.with(store) { place in
            let text = """
                {"externalID":"c-1","fields":{"firstName":"Ada","lastName":"Lovelace","email":"ada@engines.example"}}
                {"fields":{"name":"Grace Hopper","phones":["+1"]}}

                {"externalID":"c-2","fields":{"name":"Alan Turing","custom":{"tier":null}}}
                """
            let run = try await place.load(text)
            #expect(run.output == "3 rows read: 3 created, 0 updated, 0 unchanged, 0 refused.\n")
            #expect(run.errors == "")
            #expect(run.status == 0)
            let ada = try #require(try await place.contact("c-1"))
            #expect(ada.fields == ["firstName": "Ada", "lastName": "Lovelace", "email": "ada@engines.example", "name": "Ada Lovelace"])
            #expect(ada.version == 1)
            #expect(try await place.contact("c-2")?.number == 3)
            let changes = try await place.changes()
            #expect(changes.map(\.sequence) == [1, 2, 3])
            #expect(changes.allSatisfy { $0.kind == .created && $0.author.source == .commandLine })
            #expect(changes.allSatisfy { $0.author.actor.name == "kith import" })
            #expect(Set(changes.map(\.author.requestID)).count == 1)
            #expect(changes.first?.record == ada.id)
        }
    }

    @Test("A refused row is named with line, place and rule, never the value, and refuses no other", arguments: ImportPlace.stores)
    func refuses(store: TestStore) async throws {
        try await ImportPlace.with(store) { place in
            let long = String(repeating: "secret", count: 100)
            let text = """
                {"externalID":"c-1","fields":{"name":"Ada"}}
                {"fields":{"name":"\(long)","kind":"secret"}}
                {"fields":{"name":"secret","name":"secret"}}
                {"field":{"name":"secret"}}
                {"externalID":"c-1","fields":{"name":"secret"}}
                {"fields":{"name":"Bob","company":"0199aa00-0000-7000-8000-000000000001"}}
                {"externalID":"","fields":{}}
                [1]
                {"externalID":"c-2","fields":{"name":"Grace"}}
                """
            let run = try await place.load(text)
            #expect(run.output == "9 rows read: 2 created, 0 updated, 0 unchanged, 7 refused.\n")
            #expect(run.status == 1)
            #expect(!(run.output + run.errors).contains("secret"))
            #expect(
                run.errors.split(separator: "\n").map { $0.prefix { $0 != ";" } } == [
                    "line 2: /fields/name: must be at most 511 characters", "line 3: column 28: duplicate member name",
                    "line 4: must have the member fields", "line 5: /externalID: is what another record has",
                    "line 6: /fields/company: must name a company of the organisation",
                    "line 7: /externalID: must be at least 1 character", "line 8: must be of type object",
                ])
            #expect(try await place.changes().count == 2)
            let json = try await place.load(text, "--json").outcome()
            #expect(json.refusals.map { $0["line"]?.asInt } == [2, 3, 4, 5, 6, 7, 8])
            #expect(
                json.refusals.map { $0["code"]?.asString } == [
                    "record-invalid", "json-malformed", "row-invalid", "value-taken", "reference-target-missing", "row-invalid",
                    "row-invalid",
                ])
            #expect(json.refusals[0]["pointer"] == "/fields/name")
            #expect(json.refusals[0]["keyword"] == "maxLength")
            #expect(json.refusals[0]["more"]?[0]?["pointer"] == "/fields/kind")
            #expect(json.summary.counts("read", "created", "updated", "unchanged", "earlier", "refused") == [9, 0, 0, 0, 2, 7])
            #expect(json.summary["complete"] == true)
        }
    }

    @Test("With a key, rows change the record that has it, make it, or leave it as it is", arguments: ImportPlace.stores)
    func upserts(store: TestStore) async throws {
        try await ImportPlace.with(store) { place in
            try await place.withRecords { session in
                for (externalID, name) in [("c-1", "Ada"), ("c-2", "Grace")] {
                    let fields: JSONObject = ["name": .string(name), "email": "old@engines.example"]
                    _ = try await session.perform(
                        .create(Draft(type: .contact, externalID: externalID, edit: Edit([.merge(.root, fields)]))))
                }
            }
            let text = """
                {"externalID":"c-1","fields":{"name":"Ada Lovelace","email":null}}
                {"externalID":"c-2","fields":{"name":"Grace"}}
                {"externalID":"c-3","fields":{"name":"Alan"}}
                {"externalID":"c-3","fields":{"name":"Alan Turing"}}
                {"externalID":"c-3","fields":{"name":"Alan Turing"}}
                {"fields":{"name":"Nobody"}}
                """
            let run = try await place.load(text, "--key", "externalID", "--json")
            #expect(run.status == 1)
            let (refusals, summary) = try run.outcome()
            #expect(summary.counts("read", "created", "updated", "unchanged", "earlier", "refused") == [6, 1, 2, 2, 0, 1])
            #expect(
                refusals == [
                    ["line": 6, "code": "key-missing", "pointer": "/externalID", "rule": "must be there, as it is the key"]
                ])
            let ada = try #require(try await place.contact("c-1"))
            #expect(ada.fields == ["name": "Ada Lovelace"])
            #expect(ada.version == 2)
            #expect(try await place.contact("c-2")?.version == 1)
            #expect(try await place.contact("c-3")?.fields == ["name": "Alan Turing"])
            #expect(try await place.contact("c-3")?.version == 2)
            let again = try await place.load(text, "--key", "externalID", "--json").outcome().summary
            #expect(again.counts("created", "updated", "unchanged", "refused") == [0, 1, 4, 1])
        }
    }

    @Test("CSV: cells by the schema, an apostrophe before formulas, empty cells are absent", arguments: ImportPlace.stores)
    func csv(store: TestStore) async throws {
        try await ImportPlace.with(store) { place in
            let text =
                "\u{FEFF}externalID,name,phones,doNotContact,comment,/custom/tier\r\n"
                + "c-1,\"Lovelace, Ada\",'+442071234567,true,\"She said \"\"go\"\"\r\nand went\",gold\r\n"
                + "c-2,Grace,\"[\"\"1\"\",\"\"2\"\"]\",,'=1+1,\r\n"
                + "c-3,Alan,,maybe,,\r\n"
                + "c-4,Too,few\r\n"
                + "c-5,a\"b,,,,\r\n"
                + "c-6,Barbara,,,,\r\n"
            let run = try await place.load(text, as: "rows.csv", "--json")
            let (refusals, summary) = try run.outcome()
            #expect(summary.counts("read", "created", "refused") == [6, 3, 3])
            #expect(refusals.map { $0["line"]?.asInt } == [5, 6, 7])
            #expect(refusals.map { $0["pointer"]?.asString } == ["/fields/doNotContact", "", ""])
            #expect(refusals.map { $0["code"]?.asString } == ["record-invalid", "csv-malformed", "csv-malformed"])
            #expect(
                try await place.contact("c-1")?.fields == [
                    "name": "Lovelace, Ada", "phones": ["+442071234567"], "doNotContact": true, "comment": "She said \"go\"\r\nand went",
                    "custom": ["tier": "gold"],
                ])
            #expect(try await place.contact("c-2")?.fields == ["name": "Grace", "phones": ["1", "2"], "comment": "=1+1"])
            #expect(try await place.contact("c-6")?.fields == ["name": "Barbara"])
        }
    }

    @Test("A dry run checks and counts as the run after it, and writes nothing", arguments: ImportPlace.stores)
    func dryRun(store: TestStore) async throws {
        try await ImportPlace.with(store) { place in
            _ = try await place.load(#"{"externalID":"c-1","fields":{"name":"Ada"}}"#, as: "before.ndjson")
            let text = """
                {"externalID":"c-1","fields":{"name":"Ada Lovelace"}}
                {"externalID":"c-2","fields":{"name":"Grace","kind":"?"}}
                {"externalID":"c-3","fields":{"name":"Alan","tags":["0199aa00-0000-7000-8000-000000000001"]}}
                {"externalID":"c-4","fields":{"name":"Barbara"}}
                """
            try place.write(text, as: "rows.ndjson")
            let arguments = place.arguments("rows.ndjson") + ["--json"]
            let dry = try await KithProcess.run(arguments + ["--dry-run"], in: place.directory)
            #expect(try await place.changes().count == 1)
            let real = try await KithProcess.run(arguments, in: place.directory)
            #expect(try dry.outcome().refusals == real.outcome().refusals)
            #expect(try dry.outcome().refusals.map { $0["line"]?.asInt } == [1, 2, 3])
            #expect(try dry.outcome().summary["dryRun"] == true)
            for name in ["read", "created", "updated", "unchanged", "earlier", "refused"] {
                #expect(try dry.outcome().summary[name] == real.outcome().summary[name], "\(name)")
            }
            #expect(dry.status == 1)
            let changed = #"{"externalID":"c-1","fields":{"name":"Ada Lovelace"}}"# + "\n" + #"{"externalID":"c-9","fields":{}}"#
            let upsert = try await place.load(changed, "--key", "externalID", "--dry-run")
            #expect(upsert.output.hasPrefix("2 rows read: 1 created, 1 updated, 0 unchanged, 0 refused. Nothing was written"))
            #expect(try await place.contact("c-9") == nil)
        }
    }

    @Test("Standard input is read as a file is, also a second time", arguments: ImportPlace.stores)
    func standardInput(store: TestStore) async throws {
        try await ImportPlace.with(store) { place in
            let text = "name\nAda\nGrace\n"
            #expect(try await place.load(text, as: "-").status == 2)
            #expect(try await place.load(text, as: "-", "--format", "csv").output.hasPrefix("2 rows read: 2 created"))
            let again = try await place.load(text, as: "-", "--format", "csv")
            #expect(again.output == "2 rows read: 0 created, 0 updated, 0 unchanged, 2 imported by an earlier run, 0 refused.\n")
            #expect(again.status == 0)
            #expect(try await place.changes().count == 2)
        }
    }

    @Test("Records of a definition, by its key", arguments: ImportPlace.stores)
    func definition(store: TestStore) async throws {
        try await ImportPlace.with(store) { place in
            let schema: JSON = [
                "type": "object", "properties": ["worth": ["type": "number"], "used": ["type": "boolean"]], "required": ["worth"],
                "additionalProperties": false,
            ]
            let definition = #"{"fields":{"key":"voucher","name":"Voucher","schema":\#(schema.text)}}"#
            let broken = #"{"fields":{"key":"other","name":"Other","schema":{"type":"nonsense"}}}"#
            let run = try await place.load("\(definition)\n\(broken)\n", type: "definition", "--json").outcome()
            #expect(run.summary.counts("created", "refused") == [1, 1])
            #expect(run.refusals[0]["pointer"] == "/fields/schema/type")
            let rows = try await place.load(
                "externalID,/data/worth,/data/used\nv-1,12.50,true\nv-2,,false\n", as: "rows.csv", type: "voucher", "--json")
            #expect(try rows.outcome().summary.counts("created", "refused") == [1, 1])
            #expect(try rows.outcome().refusals[0]["pointer"] == "/fields/data")
        }
    }

    @Test(
        "What cannot begin ends with exit code 2 and says what to do",
        arguments: [
            (["nowhere.ndjson"], "the file cannot be read: No such file or directory"), (["rows.txt"], "--format must say ndjson or csv"),
            (["rows.csv", "--key", "email"], "--key must be externalID"), (["header.csv"], "the header: column 2 is no field of contact"),
            (["empty.csv"], "the header: the first line must name the columns"), (["."], "--format must say"),
            ([".", "--format", "csv"], "the file cannot be read: it is a directory"),
            (["rows.csv", "--type", "cat"], "--type is not a type"),
            (["rows.csv", "--organisation", "0199aa00-0000-7000-8000-000000000001"], "--organisation is not the id of an organisation"),
            (["wide.csv"], "the header: must have at most 1000 cells"), (["utf16.csv"], "the header: must be valid UTF-8"),
        ])
    func usage(arguments: [String], message: String) async throws {
        try await ImportPlace.with(.file) { place in
            for (name, text) in [
                ("rows.csv", "name\nAda\n"), ("rows.txt", ""), ("header.csv", "name,nmae\na,b\n"), ("empty.csv", ""),
                ("wide.csv", String(repeating: ",", count: 100_000)),
            ] { try place.write(text, as: name) }
            try Data([0xFF, 0xFE, 0x61, 0x00]).write(to: place.directory.appending(path: "utf16.csv"))
            let run = try await KithProcess.run(place.arguments(arguments[0]) + arguments.dropFirst(), in: place.directory)
            #expect(run.errors.contains(message))
            #expect(run.output == "")
            #expect(run.status == 2)
        }
    }

    @Test("Files that were made to do harm get a refusal for each row, or one error", arguments: ImportPlace.stores)
    func hostile(store: TestStore) async throws {
        try await ImportPlace.with(store) { place in
            let deep = String(repeating: "[", count: 100_000)
            let bytes: [UInt8] =
                Array("\(deep)\n\u{0}\n{\"fields\":{\"name\":\"".utf8) + [0xC3, 0x28, 0xFF] + Array("\"}}\n{\"fields\":{}}".utf8)
            try Data(bytes).write(to: place.directory.appending(path: "rows.ndjson"))
            let run = try await KithProcess.run(place.arguments("rows.ndjson") + ["--json"], in: place.directory)
            #expect(try run.outcome().summary.counts("read", "created", "refused") == [4, 1, 3])
            let open = try await place.load("name\nAda\n\"open\nGrace\n", as: "open.csv", "--json")
            #expect(open.status == 1)
            #expect(try open.outcome().summary["complete"] == false)
            #expect(try open.outcome().summary["created"] == 1)
            #expect(open.errors.contains("line 3: a quoted cell is not closed"))
        }
    }
}
