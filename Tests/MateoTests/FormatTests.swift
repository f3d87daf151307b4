import JSONCore
import Server
import TestSupport
import Testing

/// Formats are comments (JSON Schema 2020-12, Validation, section 7.2.1) unless a definition asks for them as rules: `asserts_format`.
@Suite("Formats")
struct FormatTests {
    private static let definitions = "/api/v1/custom_entity_definition"
    private static let entities = "/api/v1/custom_entity"
    private static let schema: JSON = [
        "type": "object", "properties": ["at": ["type": "string", "format": "date-time"], "note": ["type": "string"]],
    ]
    /// No date-time of RFC 3339, section 5.6: February has no 30th day.
    private static let wrong: JSON = ["at": "2024-02-30T09:00:00Z"]
    private static let right: JSON = ["at": "2024-02-29T09:00:00Z"]

    private static func define(_ key: String, assertsFormat: Bool?, _ server: TestServer) async throws -> TestResponse {
        var row: JSONObject = ["key": .string(key), "name": .string(key), "schema": schema]
        row["asserts_format"] = assertsFormat.map(JSON.bool)
        return try await server.mateo("POST", definitions, .object(row))
    }

    private static func make(_ key: String, _ data: JSON, _ server: TestServer) async throws -> TestResponse {
        try await server.mateo(
            "POST", entities, ["custom_entity_definition_key": .string(key), "contact_id": .string(server.contactID), "data": data])
    }

    /// Expects a refusal that names the one place in `data`.
    private static func expectRefusal(_ response: TestResponse) throws {
        #expect(response.status == 400)
        #expect(try response.refusal() == "23514")
        let details = try response.json["details"]?.asString
        #expect(details?.hasPrefix("/data/at: ") == true, "\(response.text)")
        #expect(details?.contains(";") == false, "\(response.text)")
    }

    @Test("demand nothing where they are not asked for", arguments: [nil, false])
    func off(assertsFormat: Bool?) async throws {
        try await withServer { server in
            let definition = try await Self.define("visit", assertsFormat: assertsFormat, server)
            #expect(definition.status == 201)
            #expect(try definition.json["asserts_format"] == false)
            let made = try await Self.make("visit", Self.wrong, server)
            #expect(made.status == 201)
            #expect(try made.json["data"] == Self.wrong)
        }
    }

    @Test("are rules where they are asked for, refused with the place")
    func on() async throws {
        try await withServer { server in
            let definition = try await Self.define("visit", assertsFormat: true, server)
            #expect(definition.status == 201)
            #expect(try definition.json["asserts_format"] == true)
            try Self.expectRefusal(try await Self.make("visit", Self.wrong, server))
            let made = try await Self.make("visit", Self.right, server)
            #expect(made.status == 201)
            let id = try #require(try made.json["id"]?.asString)
            try Self.expectRefusal(try await server.mateo("PATCH", Self.entities + "?id=eq.\(id)", ["data": Self.wrong]))
            #expect(try await server.mateo("GET", Self.entities + "?select=data&id=eq.\(id)").json == [["data": Self.right]])
        }
    }

    @Test("are switched by a change for the next write; other changes leave the column")
    func change() async throws {
        try await withServer { server in
            let path = Self.definitions + "?key=eq.visit"
            let made = try await Self.define("visit", assertsFormat: nil, server).json
            #expect(try await Self.make("visit", Self.wrong, server).status == 201)
            // A row that is sent back as it was read changes nothing.
            #expect(try await server.mateo("PATCH", path, made).json == [made])

            #expect(try await server.mateo("PATCH", path, ["asserts_format": true]).json[0]?["asserts_format"] == true)
            #expect(try await server.mateo("PATCH", path, ["name": "Visit"]).json[0]?["asserts_format"] == true)
            try Self.expectRefusal(try await Self.make("visit", Self.wrong, server))

            #expect(try await server.mateo("PATCH", path, ["asserts_format": false]).json[0]?["asserts_format"] == false)
            #expect(try await Self.make("visit", Self.wrong, server).status == 201)
        }
    }

    /// Filters of the column and the keys that they select out of a definition that asks and the demo's, which does not.
    static let filters: [(String, Set<String>)] = [
        ("is.true", ["asking"]), ("eq.true", ["asking"]), ("not.is.false", ["asking"]), ("neq.f", ["asking"]), ("is.false", ["voucher"]),
        ("eq.false", ["voucher"]), ("isdistinct.true", ["voucher"]), ("in.(true,false)", ["asking", "voucher"]), ("is.null", []),
    ]

    @Test("are a column to select and filter by")
    func column() async throws {
        try await withServer { server in
            #expect(try await Self.define("asking", assertsFormat: true, server).status == 201)
            for (filter, keys) in Self.filters {
                let rows = try await server.mateo("GET", Self.definitions + "?select=key&asserts_format=\(filter)").json.asArray
                #expect(Set((rows ?? []).compactMap { $0["key"]?.asString }) == keys, "\(filter)")
            }
            let selected = try await server.mateo("GET", Self.definitions + "?select=asserts_format&order=created_at")
            #expect(selected.text == #"[{"asserts_format":false},{"asserts_format":true}]"#)
            for (filter, code) in [("gt.true", "42883"), ("like.t*", "42883"), ("eq.maybe", "22P02")] {
                let refused = try await server.mateo("GET", Self.definitions + "?asserts_format=\(filter)")
                #expect(refused.status == 400)
                #expect(try refused.refusal() == code, "\(filter)")
            }
        }
    }
}
