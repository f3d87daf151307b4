import Access
import JSONCore
import Records
import TestSupport
import Testing

/// Promise 2: no request reads or writes another organisation's record, and cannot tell that it exists.
@Suite("Two organisations on one server")
struct IsolationTests {
    /// Credentials of an organisation that has nothing to do with the demo.
    struct Stranger: Sendable {
        let token: [String: String]
        let kare: [String: String]
        let reach: [String: String]
    }

    static func stranger(_ server: TestServer) async throws -> Stranger {
        let access = server.server.access
        let platform = try await access.createOrganisation(name: "Other platform", signingSecret: Array(repeating: 7, count: 32))
        let organisation = try await access.createOrganisation(name: "Other", platform: platform.id, externalID: "other")
        let user = try await access.createUser(
            organisation: organisation.id, email: "eve@other.example", name: "Eve", password: "secret-enough")
        let session = access.sessionTokens(for: user)
        return Stranger(
            token: TestServer.bearer(try await access.createToken(organisation: organisation.id, name: "other").text),
            kare: ["Authorization": "Bearer \(session.accessToken)", "x-session-token": session.sessionToken],
            reach: TestServer.bearer(
                try access.tenantToken(platform: platform, tenantExternalID: "other", email: "eve@other.example", name: "Eve")))
    }

    struct Probe: Sendable {
        let method: String
        let foreign: String
        let unknown: String
        let headers: [String: String]
        let body: JSON?
    }

    @Test("a foreign id is answered as an unknown one, through every door, and nothing is written", arguments: TestStore.tested)
    func foreignIsUnknown(_ store: TestStore) async throws {
        try await withServer(store) { server in
            let stranger = try await Self.stranger(server)
            let records = server.demo.records
            let nobody = "019b7600-0000-7000-8000-0000000000ff"
            var probes: [Probe] = []
            for method in ["GET", "PUT", "DELETE"] {
                probes.append(
                    Probe(
                        method: method, foreign: "/api/v1/contacts/\(records.contact.id.text)", unknown: "/api/v1/contacts/\(nobody)",
                        headers: stranger.token, body: method == "PUT" ? ["name": "Mallory"] : nil))
            }
            for method in ["GET", "PATCH", "DELETE"] {
                probes.append(
                    Probe(
                        method: method, foreign: "/companies/v2/rs/1/contacts/1", unknown: "/companies/v2/rs/99/contacts/99",
                        headers: stranger.kare, body: method == "PATCH" ? ["notify": true, "name": "Mallory"] : nil))
                probes.append(
                    Probe(
                        method: method, foreign: "/api/resources/customers/cust-1001", unknown: "/api/resources/customers/nobody",
                        headers: stranger.reach, body: method == "PATCH" ? ["data": ["email": "m@example.com"]] : nil))
            }
            let mateo: [(String, RecordID, JSON)] = [
                ("custom_entity", records.entity.id, ["data": ["voucher_id": "x", "status": "stolen"]]),
                ("conversation", records.conversation.id, ["status": "closed"]), ("contact", records.contact.id, ["full_name": "Mallory"]),
                ("custom_entity_definition", records.definition.id, ["name": "Stolen"]),
            ]
            for (table, id, body) in mateo {
                probes.append(
                    Probe(
                        method: "PATCH", foreign: "/api/v1/\(table)?id=eq.\(id.text)", unknown: "/api/v1/\(table)?id=eq.\(nobody)",
                        headers: stranger.token, body: body))
            }
            for probe in probes {
                func send(_ path: String) async throws -> TestResponse {
                    guard let body = probe.body else { return try await server.send(probe.method, path, headers: probe.headers) }
                    return try await server.send(probe.method, path, headers: probe.headers, json: body)
                }
                let foreign = try await send(probe.foreign)
                let unknown = try await send(probe.unknown)
                #expect(foreign.status == 404, "\(probe.method) \(probe.foreign): \(foreign.text)")
                #expect(foreign.status == unknown.status)
                #expect(foreign.text == unknown.text, "\(probe.method) \(probe.foreign)")
            }
            for record in [records.contact, records.entity, records.conversation, records.definition, records.company] {
                #expect(try await server.stored(record.type, record.id) == record)
            }
        }
    }

    @Test("lists of a stranger are empty, whatever the filter", arguments: TestStore.tested)
    func emptyLists(_ store: TestStore) async throws {
        try await withServer(store) { server in
            let stranger = try await Self.stranger(server)
            for table in ["custom_entity", "conversation", "contact", "custom_entity_definition"] {
                for filter in ["", "?id=not.is.null", "?created_at=gt.2000-01-01"] {
                    let response = try await server.send("GET", "/api/v1/\(table)\(filter)", headers: stranger.token)
                    #expect(response.status == 200)
                    #expect(try response.json == [], "\(table)\(filter)")
                }
            }
            let nateq = try await server.send("GET", "/api/v1/contacts?email=ada@engines.example", headers: stranger.token).json
            #expect(nateq["data"] == [])
            let reach = try await server.send("GET", "/api/resources/customers", headers: stranger.reach).json
            #expect(reach["data"]?["results"] == [])
        }
    }

    @Test("a reference cannot reach across", arguments: TestStore.tested)
    func references(_ store: TestStore) async throws {
        try await withServer(store) { server in
            let stranger = try await Self.stranger(server)
            let demo = server.demo.records
            let link = try await server.send(
                "POST", "/api/v1/contacts", headers: stranger.token, json: ["name": "Eve", "companyId": .string(demo.company.id.text)])
            #expect(link.status == 400)
            #expect(try await server.send("GET", "/api/v1/contacts", headers: stranger.token).json["data"] == [])
            let definition = try await server.send(
                "POST", "/api/v1/custom_entity_definition?select=id", headers: stranger.token,
                json: ["key": "mine", "name": "Mine", "schema": ["type": "object"]])
            #expect(definition.status == 201)
            let entity = try await server.send(
                "POST", "/api/v1/custom_entity", headers: stranger.token,
                json: ["custom_entity_definition_key": "mine", "contact_id": .string(demo.contact.id.text), "data": [:]])
            #expect(entity.status == 409)
        }
    }

    @Test("a platform's token reaches its own organisations only", arguments: TestStore.tested)
    func platforms(_ store: TestStore) async throws {
        try await withServer(store) { server in
            let access = server.server.access
            let other = try await access.createOrganisation(name: "Other platform", signingSecret: Array(repeating: 9, count: 32))
            let token = try access.platformToken(platform: other, seconds: 600)
            for tenant in ["demo", server.demo.organisation.text, "nobody"] {
                let response = try await server.send(
                    "GET", "/api/resources/customers/cust-1001", headers: ["Authorization": "Bearer \(token)", "reach-tenant-id": tenant])
                #expect(response.status == 404, "\(tenant)")
            }
        }
    }
}
