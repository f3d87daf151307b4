import JSONCore
import Records
import Server
import TestSupport
import Testing

/// POST and DELETE of custom entities, and the upsert.
@Suite("Making and deleting rows")
struct InsertTests {
    private static let path = "/api/v1/custom_entity"

    private static func voucher(_ server: TestServer, _ externalID: JSON, status: JSON = "sent") -> JSON {
        [
            "custom_entity_definition_key": "voucher", "contact_id": .string(server.contactID), "external_id": externalID,
            "data": ["voucher_id": "V", "status": status],
        ]
    }

    @Test("one row, several rows, and what is answered")
    func insert() async throws {
        try await withServer { server in
            let one = try await server.mateo("POST", Self.path, Self.voucher(server, "A"))
            #expect(one.status == 201)
            #expect(try one.json["external_id"] == "A")
            #expect(try one.json.asObject?.count == 8)
            let recipe = try await server.mateo("POST", Self.path, Self.voucher(server, "B"), prefer: "return=representation")
            #expect(recipe.status == 201)
            #expect(try recipe.json[0]?["external_id"] == "B")
            let several = try await server.mateo(
                "POST", Self.path + "?select=external_id", [Self.voucher(server, "C"), Self.voucher(server, nil)])
            #expect(several.status == 201)
            #expect(several.text == #"[{"external_id":"C"},{"external_id":null}]"#)
            let minimal = try await server.mateo("POST", Self.path, Self.voucher(server, "D"), prefer: "return=minimal")
            #expect(minimal.status == 201)
            #expect(minimal.body.isEmpty)
            let headers = try await server.mateo("POST", Self.path, Self.voucher(server, "E"), prefer: "return=headers-only")
            #expect(headers.body.isEmpty)
            #expect(headers.headers["location"]?.hasPrefix("/custom_entity?id=eq.") == true)
            let object = try await server.mateo(
                "POST", Self.path, [Self.voucher(server, "F")], accept: "application/vnd.pgrst.object+json")
            #expect(try object.json["external_id"] == "F")
            let none = try await server.mateo("POST", Self.path, [])
            #expect(none.status == 201)
            #expect(none.text == "[]")
            #expect(try await Set(server.vouchers("")) == ["VOUCH-12345", "A", "B", "C", "-", "D", "E", "F"])
        }
    }

    @Test("takes only the columns that are listed")
    func columns() async throws {
        try await withServer { server in
            let query = "?columns=custom_entity_definition_key,%22contact_id%22,data"
            let response = try await server.mateo("POST", Self.path + query, Self.voucher(server, "A"))
            #expect(response.status == 201)
            #expect(try response.json["external_id"] == .null)
            let unknown = try await server.mateo("POST", Self.path + "?columns=nothing", Self.voucher(server, "A"))
            #expect(try unknown.refusal() == "PGRST204")
        }
    }

    @Test("all or none, and never against a rule")
    func refusals() async throws {
        try await withServer { server in
            func with(_ name: String, _ value: JSON?) -> JSON {
                var row = Self.voucher(server, "A").asObject ?? [:]
                row[name] = value
                return .object(row)
            }
            let cases: [(JSON, Int, String)] = [
                (with("custom_entity_definition_key", nil), 400, "23502"), (with("contact_id", nil), 400, "23502"),
                (with("data", nil), 400, "23502"),
                (with("contact_id", .null), 400, "23502"), (with("data", "text"), 400, "22P02"), (with("data", []), 400, "22P02"),
                (with("contact_id", "x"), 400, "22P02"), (with("custom_entity_definition_key", "none"), 400, "P0001"),
                (with("custom_entity_definition_id", .string(server.contactID)), 409, "23503"), (with("external_id", 5), 400, "22P02"),
                (with("contact_id", .string(server.entityID)), 409, "23503"), (with("external_id", "VOUCH-12345"), 409, "23505"),
                (with("data", ["status": "x"]), 400, "23514"), (with("id", .string(server.contactID)), 400, "428C9"),
                (with("created_at", "2026-01-01T00:00:00Z"), 400, "428C9"),
                (with("organisation_id", .string(server.contactID)), 400, "428C9"),
                (with("created_at", "soon"), 400, "22007"), (with("other", 1), 400, "PGRST204"),
                ([Self.voucher(server, "A"), Self.voucher(server, "A")], 409, "23505"),
                ([Self.voucher(server, "A"), with("data", nil)], 400, "23502"),
                ([Self.voucher(server, "A"), "row"], 400, "PGRST102"), ("row", 400, "PGRST102"), (5, 400, "PGRST102"),
                (.array(Array(repeating: Self.voucher(server, nil), count: 1001)), 400, "54000"),
            ]
            for (body, status, code) in cases {
                let response = try await server.mateo("POST", Self.path, body)
                #expect(response.status == status, "\(code): \(response.text)")
                #expect(try response.refusal() == code, "\(response.text)")
            }
            #expect(try await server.vouchers("") == ["VOUCH-12345"])
            let defaults = try await server.mateo("POST", Self.path, with("id", "random uuid"))
            #expect(defaults.status == 201)
            let filtered = try await server.mateo("POST", Self.path + "?id=eq.\(server.entityID)", Self.voucher(server, "B"))
            #expect(try filtered.refusal() == "PGRST100")
        }
    }

    @Test("upserts by external id")
    func upsert() async throws {
        try await withServer { server in
            let merge = "resolution=merge-duplicates"
            let new = try await server.mateo("POST", Self.path, Self.voucher(server, "A"), prefer: merge)
            #expect(new.status == 201)
            #expect(new.headers["preference-applied"] == merge)
            let again = try await server.mateo(
                "POST", Self.path + "?on_conflict=external_id", Self.voucher(server, "A", status: "used"), prefer: merge)
            #expect(again.status == 200)
            #expect(try again.json["id"] == new.json["id"])
            #expect(try again.json["data"]?["status"] == "used")
            let same = try await server.mateo(
                "POST", Self.path + "?on_conflict=custom_entity_definition_id,external_id", Self.voucher(server, "A", status: "used"),
                prefer: merge)
            #expect(same.status == 200)
            #expect(try same.json["updated_at"] == again.json["updated_at"])
            let unnamed = try await server.mateo("POST", Self.path, Self.voucher(server, nil), prefer: merge)
            #expect(unnamed.status == 201)

            let ignored = try await server.mateo(
                "POST", Self.path, Self.voucher(server, "A", status: "lost"), prefer: "resolution=ignore-duplicates, return=representation")
            #expect(ignored.status == 201)
            #expect(ignored.text == "[]")
            #expect(try await server.mateo("GET", Self.path + "?external_id=A").json[0]?["data"]?["status"] == "used")

            for query in ["?on_conflict=id", "?on_conflict=data", "?on_conflict=contact_id,external_id"] {
                let response = try await server.mateo("POST", Self.path + query, Self.voucher(server, "A"), prefer: merge)
                #expect(try response.refusal() == "42P10", "\(query)")
            }
            let several = try await server.mateo("POST", Self.path, [Self.voucher(server, "A"), Self.voucher(server, "B")], prefer: merge)
            #expect(try several.refusal() == "0A000")
        }
    }

    @Test("deletes what the filters select, and never everything")
    func delete() async throws {
        try await withServer { server in
            for name: JSON in ["A", "B", "C", "D"] {
                #expect(try await server.mateo("POST", Self.path, Self.voucher(server, name)).status == 201)
            }
            for query in ["", "?select=id"] {
                let response = try await server.mateo("DELETE", Self.path + query)
                #expect(response.status == 400)
                #expect(try response.refusal() == "21000")
            }
            let one = try await server.mateo("GET", Self.path + "?external_id=A&select=id").json[0]?["id"]?.asString ?? ""
            let gone = try await server.mateo("DELETE", Self.path + "?id=eq.\(one)")
            #expect(gone.status == 200)
            #expect(try gone.json["external_id"] == "A")
            #expect(try await server.mateo("DELETE", Self.path + "?id=eq.\(one)").status == 404)
            let several = try await server.mateo("DELETE", Self.path + "?external_id=in.(B,C)&select=external_id&order=created_at.desc")
            #expect(several.text == #"[{"external_id":"C"},{"external_id":"B"}]"#)
            let bounded = try await server.mateo(
                "DELETE", Self.path + "?external_id=not.is.null", prefer: "handling=strict, max-affected=1, return=minimal")
            #expect(try bounded.refusal() == "PGRST124")
            let minimal = try await server.mateo("DELETE", Self.path + "?external_id=eq.D", prefer: "return=minimal")
            #expect(minimal.status == 204)
            #expect(try await server.vouchers("") == ["VOUCH-12345"])
        }
    }
}
