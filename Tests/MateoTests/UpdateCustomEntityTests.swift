import JSONCore
import Records
import Server
import TestSupport
import Testing

/// `PATCH /api/v1/custom_entity`, the vendor's page "Update Custom Entity".
@Suite("Updating custom entities")
struct UpdateCustomEntityTests {
    private static let redeemed: JSON = ["voucher_id": "VOUCH-12345", "status": "redeemed", "code": 1]

    @Test("answers every column of the page, in its order")
    func answer() async throws {
        try await withServer { server in
            let response = try await server.mateo("PATCH", server.entityPath, ["data": Self.redeemed])
            #expect(response.status == 200)
            #expect(response.headers["content-type"] == "application/json; charset=utf-8")
            #expect(response.headers["content-range"] == "0-0/*")
            let stored = try await server.entity()
            let row: JSON = [
                "id": .string(server.entityID), "created_at": stored.printedCreation, "updated_at": stored.printedUpdate,
                "organisation_id": .string(server.demo.organisation.text),
                "custom_entity_definition_id": .string(server.demo.records.definition.id.text), "contact_id": .string(server.contactID),
                "external_id": "VOUCH-12345", "data": Self.redeemed,
            ]
            #expect(response.text == row.text)
            #expect(stored.version == 2)
            #expect(stored["data"] == Self.redeemed)
            #expect(stored["contact"] == .string(server.contactID))
        }
    }

    @Test("finds the row by each way of naming it")
    func naming() async throws {
        try await withServer { server in
            let id = server.entityID
            let definition = server.demo.records.definition.id.text
            let queries = [
                "?id=eq.\(id)", "?id=\(id)", "?id=eq.\(id.uppercased())", "?id=eq.\(id)&external_id=eq.VOUCH-12345",
                "?id=\(id)&custom_entity_definition_id=\(definition)", "?id=eq.\(id)&or=(external_id.is.null,external_id.like.VOUCH*)",
            ]
            for (number, query) in queries.enumerated() {
                let data: JSON = ["voucher_id": .string("\(number)"), "status": "x"]
                let response = try await server.mateo("PATCH", "/api/v1/custom_entity\(query)", ["data": data])
                #expect(response.status == 200, "\(query): \(response.text)")
                #expect(try response.json["data"] == data, "\(query)")
            }
            let byBody = try await server.mateo(
                "PATCH", "/api/v1/custom_entity", ["id": .string(id), "data": ["voucher_id": "body", "status": "x"]])
            #expect(byBody.status == 200)
            #expect(try byBody.json["data"]?["voucher_id"] == "body")
            let others = ["external_id=VOUCH-12345", "contact_id=\(server.contactID)", "data->>status=eq.x", "id=in.(\(id))"]
            for (number, query) in others.enumerated() {
                let status: JSON = .string(number == others.count - 2 ? "y" : "x")
                let response = try await server.mateo(
                    "PATCH", "/api/v1/custom_entity?\(query)", ["data": ["voucher_id": "v", "status": status]])
                #expect(response.status == 200, "\(query): \(response.text)")
                #expect(try response.json.asArray?.count == 1, "\(query)")
            }
        }
    }

    @Test("sets the columns that are given and no other")
    func givenColumns() async throws {
        try await withServer { server in
            let before = try await server.entity()
            #expect(try await server.mateo("PATCH", server.entityPath, ["external_id": "V-2"]).status == 200)
            let renamed = try await server.entity()
            #expect(renamed.externalID == "V-2")
            #expect(renamed.fields == before.fields)
            #expect(try await server.mateo("PATCH", server.entityPath, ["external_id": nil]).json["external_id"] == .null)
            #expect(try await server.entity().externalID == nil)
        }
    }

    @Test("replaces data as a whole and holds it to the definition's schema")
    func data() async throws {
        try await withServer { server in
            let before = try await server.entity()
            let refused: [(JSON, String)] = [
                (["status": "redeemed"], "/data: must have the member voucher_id"), (["voucher_id": 5, "status": "x"], "/data/voucher_id"),
                (["voucher_id": "a", "status": "b", "code": "five"], "/data/code"), ([:], "/data"),
            ]
            for (data, place) in refused {
                let response = try await server.mateo("PATCH", server.entityPath, ["data": data])
                #expect(response.status == 400)
                #expect(try response.refusal() == "23514")
                #expect(try response.json["details"]?.asString?.contains(place) == true, "\(response.text)")
            }
            #expect(try await server.entity() == before)
            let smaller: JSON = ["voucher_id": "a", "status": "b"]
            #expect(try await server.mateo("PATCH", server.entityPath, ["data": smaller]).json["data"] == smaller)
        }
    }

    @Test("never tells a value in a refusal")
    func discretion() async throws {
        try await withServer { server in
            for body: JSON in [
                ["data": ["voucher_id": "a", "status": "b", "code": "S3CRET"]], ["contact_id": "S3CRET"], ["external_id": ["S3CRET"]],
                ["created_at": "S3CRET"], ["custom_entity_definition_key": "S3CRET"],
            ] {
                let response = try await server.mateo("PATCH", server.entityPath, body)
                #expect(response.status == 400)
                #expect(!response.text.contains("S3CRET"), "\(response.text)")
            }
            for query in ["id=eq.S3CRET", "created_at=gt.S3CRET", "data=cs.S3CRET", "external_id=cs.S3CRET", "id=in.(S3CRET)"] {
                let response = try await server.mateo("GET", "/api/v1/custom_entity?\(query)")
                #expect(response.status == 400)
                #expect(!response.text.contains("S3CRET"), "\(response.text)")
            }
        }
    }

    @Test("changes every matching row or none")
    func manyRows() async throws {
        try await withServer { server in
            try await server.makeVoucher("A", ["voucher_id": "A", "status": "sent"])
            let other = try await server.makeDefinition("strict", ["type": "object", "maxProperties": 1])
            let path = "/api/v1/custom_entity?external_id=in.(A,VOUCH-12345)"
            let both = try await server.mateo("PATCH", path, ["data": ["voucher_id": "n", "status": "new"]])
            #expect(both.status == 200)
            #expect(both.headers["content-range"] == "0-1/*")
            #expect(try both.json.asArray?.map { $0["data"]?["status"] } == ["new", "new"])

            let before = try await server.entity()
            let taken = try await server.mateo("PATCH", path, ["external_id": "same"])
            #expect(taken.status == 409)
            #expect(try taken.refusal() == "23505")
            let invalid = try await server.mateo("PATCH", path, ["custom_entity_definition_id": .string(other.id.text)])
            #expect(invalid.status == 400)
            #expect(try invalid.refusal() == "23514")
            #expect(try await server.entity() == before)
            #expect(try await server.vouchers("external_id=A") == ["A"])
        }
    }

    @Test("moves a row to another definition, by id or key, and back")
    func moving() async throws {
        try await withServer { server in
            let ticket = try await server.makeDefinition("ticket", ["type": "object", "required": ["seat"]])
            let refused = try await server.mateo("PATCH", server.entityPath, ["custom_entity_definition_key": "ticket"])
            #expect(refused.status == 400)
            #expect(try refused.refusal() == "23514")
            let body: JSON = ["custom_entity_definition_key": "ticket", "data": ["seat": "1A"]]
            let moved = try await server.mateo("PATCH", server.entityPath, body)
            #expect(moved.status == 200)
            #expect(try moved.json["custom_entity_definition_id"] == .string(ticket.id.text))
            let definition = JSON.string(server.demo.records.definition.id.text)
            let back = try await server.mateo(
                "PATCH", server.entityPath,
                [
                    "custom_entity_definition_id": definition, "custom_entity_definition_key": "voucher",
                    "data": ["voucher_id": "a", "status": "b"],
                ])
            #expect(back.status == 200)
            #expect(try back.json["custom_entity_definition_id"] == definition)

            let contradiction = try await server.mateo(
                "PATCH", server.entityPath, ["custom_entity_definition_id": definition, "custom_entity_definition_key": "ticket"])
            #expect(contradiction.status == 400)
            #expect(try contradiction.refusal() == "22023")
            let unknownKey = try await server.mateo("PATCH", server.entityPath, ["custom_entity_definition_key": "nothing"])
            #expect(unknownKey.status == 400)
            #expect(try unknownKey.refusal() == "P0001")
            let unknownID = try await server.mateo("PATCH", server.entityPath, ["custom_entity_definition_id": .string(server.contactID)])
            #expect(unknownID.status == 409)
            #expect(try unknownID.refusal() == "23503")
        }
    }

    @Test("knows contacts of the organisation only")
    func references() async throws {
        try await withServer { server in
            let before = try await server.entity()
            let stranger = try await server.stranger()
            let foreign = try await server.session(stranger.organisation).performOne(.create(Draft(type: .contact, edit: Edit()))).record
            for id in [foreign.id.text, server.entityID, "019b7600-0000-7000-8000-0000000000ff"] {
                let response = try await server.mateo("PATCH", server.entityPath, ["contact_id": .string(id)])
                #expect(response.status == 409)
                #expect(try response.refusal() == "23503")
                #expect(response.text.contains("custom_entity_contact_id_fkey"))
            }
            let null = try await server.mateo("PATCH", server.entityPath, ["contact_id": nil])
            #expect(null.status == 400)
            #expect(try null.refusal() == "23502")
            #expect(try await server.entity() == before)
        }
    }

    @Test("takes the server's columns as they are, and the page's notation of defaults as not given")
    func serverColumns() async throws {
        try await withServer { server in
            let present = try #require(try await server.mateo("GET", server.entityPath).json[0]?.asObject)
            var full = present
            full["data"] = Self.redeemed
            #expect(try await server.mateo("PATCH", server.entityPath, .object(full)).status == 200)
            #expect(try await server.entity()["data"] == Self.redeemed)

            let before = try await server.entity()
            let changes: [(String, JSON)] = [
                ("id", .string(server.contactID)), ("created_at", "2020-01-01T00:00:00Z"), ("organisation_id", .string(server.contactID)),
                ("updated_at", present["updated_at"] ?? .null),
            ]
            for (column, value) in changes {
                for path in [server.entityPath, "/api/v1/custom_entity?external_id=VOUCH-12345"] {
                    let response = try await server.mateo("PATCH", path, .object([column: value, "external_id": "other"]))
                    #expect(response.status == 400, "\(column)")
                    #expect(try response.refusal() == "428C9", "\(column)")
                }
            }
            #expect(try await server.entity() == before)

            let page: JSON = [
                "id": "random uuid", "created_at": "now()", "updated_at": "now()",
                "organisation_id": .string(server.demo.organisation.text),
                "custom_entity_definition_id": .string(server.demo.records.definition.id.text), "contact_id": .string(server.contactID),
                "external_id": "<string>", "data": Self.redeemed, "custom_entity_definition_key": "voucher",
            ]
            let printed = try await server.mateo("PATCH", server.entityPath, page)
            #expect(printed.status == 200, "\(printed.text)")
            #expect(try printed.json["external_id"] == "<string>")
            let unnamed = try await server.mateo("PATCH", "/api/v1/custom_entity", page)
            #expect(unnamed.status == 400)
            #expect(try unnamed.refusal() == "21000")
        }
    }

    @Test("leaves no trace where nothing differs")
    func noChange() async throws {
        try await withServer { server in
            let before = try await server.entity()
            let data = try #require(before["data"])
            for body: JSON in [
                [:], ["data": data], ["external_id": "VOUCH-12345", "contact_id": .string(server.contactID)],
                ["id": .string(server.entityID)],
            ] {
                let response = try await server.mateo("PATCH", server.entityPath, body)
                #expect(response.status == 200)
                #expect(try response.json["updated_at"] == before.printedUpdate)
            }
            #expect(try await server.entity() == before)
            #expect(try await server.session().history(of: before.id, limit: 10).count == 1)
        }
    }

    @Test("tells the history who changed what through which API")
    func history() async throws {
        try await withServer { server in
            #expect(try await server.mateo("PATCH", server.entityPath, ["data": Self.redeemed]).status == 200)
            let change = try #require(try await server.session().history(of: server.demo.records.entity.id, limit: 1).first)
            #expect(change.author.source == .mateo)
            #expect(change.author.actor.name == "Demo Mateo")
            #expect(change.edits.map(\.path.description) == ["/fields/data/status", "/fields/data/code"])
        }
    }
}
