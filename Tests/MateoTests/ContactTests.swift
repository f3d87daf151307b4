import JSONCore
import Records
import Server
import TestSupport
import Testing

/// `/api/v1/contact`: the shared contact under Mateo's names.
@Suite("Contacts")
struct ContactTests {
    private static let path = "/api/v1/contact"

    @Test("show the shared contact")
    func reading() async throws {
        try await withServer { server in
            let contact = server.demo.records.contact
            let row: JSON = [
                "id": .string(contact.id.text), "created_at": contact.printedCreation, "updated_at": contact.printedUpdate,
                "organisation_id": .string(server.demo.organisation.text), "full_name": "Ada Lovelace", "display_name": "Ada Lovelace",
                "email": "ada@engines.example", "sms": "+442071234567", "whatsapp": "+442071234567", "description": "Prefers letters.",
                "external_id": "cust-1001", "custom_fields": nil,
            ]
            for query in [
                "id=eq.\(contact.id.text)", "email=ada@engines.example", "sms=eq.%2B442071234567", "whatsapp=like.*4567",
                "external_id=cust-1001", "full_name=ilike.ada*", "description=not.is.null&order=full_name.desc,sms",
            ] {
                let response = try await server.mateo("GET", Self.path + "?\(query)")
                #expect(response.text == "[\(row.text)]", "\(query)")
            }
        }
    }

    @Test("are changed in the fields that the columns stand for, and no other")
    func update() async throws {
        try await withServer { server in
            let path = Self.path + "?id=eq.\(server.contactID)"
            let before = try #require(try await server.stored(.contact, server.demo.records.contact.id))
            let body: JSON = [
                "full_name": "Augusta King", "email": nil, "sms": "+441", "whatsapp": "+441", "description": "Moved.",
                "custom_fields": ["tariff": "gold"],
            ]
            let response = try await server.mateo("PATCH", path, body)
            #expect(response.status == 200, "\(response.text)")
            let after = try #require(try await server.stored(.contact, before.id))
            #expect(after["name"] == "Augusta King")
            #expect(after["email"] == nil)
            #expect(after["phones"] == ["+441", "+447700900123"])
            #expect(after["comment"] == "Moved.")
            #expect(after["custom"] == ["tariff": "gold"])
            for field in ["company", "country", "language", "position", "kind", "customerSince", "tags"] {
                #expect(after[field] == before[field], "\(field)")
            }
            #expect(
                try await server.mateo("GET", Self.path + "?custom_fields->>tariff=eq.gold&select=t:custom_fields->>tariff").json == [
                    ["t": "gold"]
                ])
            let shorter = try await server.mateo("PATCH", path, ["sms": nil])
            #expect(try shorter.json["whatsapp"] == "+447700900123", "\(shorter.text)")
        }
    }

    @Test("refuses what a contact cannot be")
    func refusals() async throws {
        try await withServer { server in
            let path = Self.path + "?id=eq.\(server.contactID)"
            let before = try await server.stored(.contact, server.demo.records.contact.id)
            let cases: [(JSON, String)] = [
                (["sms": "1", "whatsapp": "2"], "22023"), (["email": 5], "22P02"), (["custom_fields": []], "22P02"),
                (["display_name": "x"], "PGRST204"), (["is_blocked": true], "PGRST204"), (["phones": []], "PGRST204"),
                (["email": .string(String(repeating: "a", count: 256))], "23514"),
                (["sms": .string(String(repeating: "1", count: 51))], "23514"),
            ]
            for (body, code) in cases {
                let response = try await server.mateo("PATCH", path, body)
                #expect(response.status == 400, "\(response.text)")
                #expect(try response.refusal() == code, "\(response.text)")
            }
            let longest: JSON = ["email": .string(String(repeating: "a", count: 255)), "sms": .string(String(repeating: "1", count: 50))]
            #expect(try await server.stored(.contact, server.demo.records.contact.id) == before)
            #expect(try await server.mateo("PATCH", path, longest).status == 200)
        }
    }

    @Test("are made, upserted and deleted")
    func lifetime() async throws {
        try await withServer { server in
            let body: JSON = ["full_name": "Charles Babbage", "sms": "+443", "external_id": "cust-7"]
            let made = try await server.mateo("POST", Self.path, body)
            #expect(made.status == 201)
            #expect(try made.json["whatsapp"] == "+443")
            #expect(try await server.mateo("POST", Self.path, body).refusal() == "23505")
            let merged = try await server.mateo(
                "POST", Self.path, ["external_id": "cust-7", "email": "c@example.com"], prefer: "resolution=merge-duplicates")
            #expect(merged.status == 200)
            #expect(try merged.json["full_name"] == "Charles Babbage")
            #expect(try merged.json["email"] == "c@example.com")
            let gone = try await server.mateo("DELETE", Self.path + "?external_id=eq.cust-7")
            #expect(try gone.json[0]?["full_name"] == "Charles Babbage")
            let kept = try await server.mateo("DELETE", Self.path + "?id=eq.\(server.contactID)")
            #expect(kept.status == 409)
            #expect(try kept.refusal() == "23503")
            #expect(try await server.mateo("GET", Self.path + "?select=external_id").json == [["external_id": "cust-1001"]])
        }
    }
}
