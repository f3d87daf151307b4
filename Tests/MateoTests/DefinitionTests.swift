import JSONCore
import Records
import Server
import TestSupport
import Testing

/// `/api/v1/custom_entity_definition`.
@Suite("Custom entity definitions")
struct DefinitionTests {
    private static let path = "/api/v1/custom_entity_definition"
    private static let voucher: JSON = [
        "type": "object",
        "properties": ["voucher_id": ["type": "string"], "status": ["type": "string"], "code": ["type": "number"]],
        "required": ["voucher_id", "status"],
    ]

    @Test("are created, listed, changed and deleted")
    func lifetime() async throws {
        try await withServer { server in
            let made = try await server.mateo("POST", Self.path, ["key": "ticket", "name": "Ticket", "schema": Self.voucher])
            #expect(made.status == 201)
            let row = try made.json
            #expect(
                row.asObject?.keys.elementsEqual(
                    ["id", "created_at", "updated_at", "organisation_id", "key", "name", "schema", "asserts_format"]) == true)
            #expect(row["organisation_id"] == .string(server.demo.organisation.text))
            #expect(row["schema"] == Self.voucher)
            let id = try #require(row["id"]?.asString)

            #expect(try await server.mateo("GET", Self.path + "?key=eq.ticket").json == [row])
            #expect(
                try await server.mateo("GET", Self.path + "?select=key&order=created_at").json == [["key": "voucher"], ["key": "ticket"]])
            #expect(try await server.mateo("GET", Self.path + "?schema=cs.{%22type%22:%22object%22}&key=like.t*").json == [row])

            let changed = try await server.mateo("PATCH", Self.path + "?id=eq.\(id)", ["name": "Seat", "schema": ["type": "object"]])
            #expect(changed.status == 200)
            #expect(try changed.json["name"] == "Seat")
            #expect(try changed.json["key"] == "ticket")
            let entity = try await server.mateo(
                "POST", "/api/v1/custom_entity",
                ["custom_entity_definition_key": "ticket", "contact_id": .string(server.contactID), "data": ["anything": 1]])
            #expect(entity.status == 201)

            let kept = try await server.mateo("DELETE", Self.path + "?id=eq.\(id)")
            #expect(kept.status == 409)
            #expect(try kept.refusal() == "23503")
            #expect(try await server.mateo("DELETE", "/api/v1/custom_entity?custom_entity_definition_id=eq.\(id)").status == 200)
            let gone = try await server.mateo("DELETE", Self.path + "?id=eq.\(id)")
            #expect(gone.status == 200)
            #expect(try gone.json["key"] == "ticket")
            #expect(try await server.mateo("GET", Self.path + "?id=\(id)").json == [])
            #expect(try await server.mateo("DELETE", Self.path + "?id=eq.\(id)").status == 404)
        }
    }

    /// Schemas that do not compile, and the place that the refusal names.
    static let schemas: [(JSON, String)] = [
        (["type": "objekt"], "/schema/type"), (["properties": ["a": ["minLength": -1]]], "/schema/properties/a/minLength"),
        (["properties": ["a": ["pattern": "("]]], "/schema/properties/a/pattern"), (["$ref": "#/$defs/none"], "/schema/$ref"),
        (["$ref": "https://example.com/schema"], "/schema/$ref"), (["required": "a"], "/schema/required"),
    ]

    @Test("an invalid schema is refused with the place, new or changed", arguments: schemas)
    func invalidSchema(_ schema: JSON, _ place: String) async throws {
        try await withServer { server in
            let before = try await server.stored(.definition, server.demo.records.definition.id)
            let made = try await server.mateo("POST", Self.path, ["key": "bad", "name": "Bad", "schema": schema])
            let changed = try await server.mateo(
                "PATCH", Self.path + "?id=eq.\(server.demo.records.definition.id.text)", ["schema": schema])
            for response in [made, changed] {
                #expect(response.status == 400)
                #expect(try response.refusal() == "23514")
                #expect(try response.json["details"]?.asString?.hasPrefix(place) == true, "\(response.text)")
            }
            #expect(try await server.mateo("GET", Self.path + "?key=bad").json == [])
            #expect(try await server.stored(.definition, server.demo.records.definition.id) == before)
        }
    }

    @Test("a changed schema counts for the next write of an entity")
    func newSchema() async throws {
        try await withServer { server in
            let path = Self.path + "?key=eq.voucher"
            #expect(try await server.mateo("PATCH", path, ["schema": ["type": "object", "required": ["pin"]]]).status == 200)
            #expect(try await server.mateo("PATCH", server.entityPath, ["external_id": "still fine"]).status == 200)
            let old = try await server.mateo("PATCH", server.entityPath, ["data": ["voucher_id": "a", "status": "b"]])
            #expect(old.status == 400)
            #expect(try await server.mateo("PATCH", server.entityPath, ["data": ["pin": 1]]).status == 200)
        }
    }

    @Test("refuses what a definition cannot be")
    func refusals() async throws {
        try await withServer { server in
            let cases: [(JSON, Int, String)] = [
                (["name": "x", "schema": [:]], 400, "23502"), (["key": "x", "schema": [:]], 400, "23502"),
                (["key": "x", "name": "x"], 400, "23502"),
                (["key": nil, "name": "x", "schema": [:]], 400, "23502"), (["key": 1, "name": "x", "schema": [:]], 400, "22P02"),
                (["key": "x", "name": "x", "schema": "{}"], 400, "22P02"),
                (["key": "x", "name": "x", "schema": [:], "asserts_format": "true"], 400, "22P02"),
                (["key": "x", "name": "x", "schema": [:], "asserts_format": nil], 400, "23502"),
                (["key": "x", "name": "x", "schema": [:], "other": 1], 400, "PGRST204"),
                (["key": "", "name": "x", "schema": [:]], 400, "23514"), (["key": "VOUCHER", "name": "x", "schema": [:]], 409, "23505"),
                ([["key": "x", "name": "x", "schema": [:]], ["key": "x", "name": "x", "schema": [:]]], 409, "23505"),
            ]
            for (body, status, code) in cases {
                let response = try await server.mateo("POST", Self.path, body)
                #expect(response.status == status, "\(body.text): \(response.text)")
                #expect(try response.refusal() == code, "\(body.text): \(response.text)")
            }
            #expect(try await server.mateo("GET", Self.path).json.asArray?.count == 1)
        }
    }
}
