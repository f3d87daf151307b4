import Access
import JSONCore
import Records
import Server
import TestSupport
import Testing

/// Who may call what: the table of tokens, paths and `reach-tenant-id`.
@Suite struct CredentialTests {
    private static let body = #"{"data": {"email": "changed@example.com"}}"#

    @Test(
        "Without a good token every path is 401 in the vendor's frame",
        arguments: [
            nil, "", "x", "a.b.c", "tg_live_nothing",
            "eyJhbGciOiJub25lIn0.eyJwYXJ0bmVySWQiOiJ4In0.",
        ])
    func unauthorized(token: String?) async throws {
        try await withServer { server in
            var reach = ReachClient(server)
            reach.token = token
            for (method, path) in [
                ("PATCH", ReachClient.customer), ("POST", "/api/resources/customers"), ("POST", "/partner/schema-definitions"),
            ] {
                let answer = try await reach.send(method, path, text: Self.body)
                #expect(answer.status == 401)
                #expect(answer.headers["www-authenticate"]?.hasPrefix("Bearer") == true)
                #expect(try answer.json["success"] == false)
            }
            for path in [ReachClient.customer, "/api/resources/customers", "/partner/schema-definitions"] {
                #expect(try await reach.get(path).status == 401)
            }
            #expect(try await ReachClient(server).person()["data"]?["email"] == "ada@engines.example")
        }
    }

    @Test("Tokens of other APIs do not open this one")
    func otherTokens() async throws {
        try await withServer { server in
            var reach = ReachClient(server)
            for token in [server.demo.tokens.nateq, server.demo.tokens.kareAccess] {
                reach.token = token
                let answer = try await reach.patch(["email": "x@example.com"])
                #expect(answer.status == 401)
            }
        }
    }

    @Test("An expired token is 401")
    func expired() async throws {
        try await withServer { server in
            let organisation = try #require(try await server.server.access.organisation(server.demo.organisation))
            let platformID = try #require(organisation.platform)
            let platform = try #require(try await server.server.access.organisation(platformID))
            var reach = ReachClient(server)
            reach.token = try server.server.access.tenantToken(
                platform: platform, tenantExternalID: "demo", email: "a@demo.example", name: "A", externalID: nil, seconds: -3600)
            #expect(try await reach.patch(["email": "x@example.com"]).status == 401)
        }
    }

    @Test("A tenant's token stays in its tenant and away from the platform's paths")
    func tenant() async throws {
        try await withServer { server in
            var reach = ReachClient(server)
            for tenant in ["demo", server.demo.organisation.text] {
                reach.tenant = tenant
                let answer = try await reach.get(ReachClient.customer)
                #expect(answer.status == 200)
            }
            reach.tenant = "another"
            #expect(try await reach.send("PATCH", ReachClient.customer, text: Self.body).status == 403)
            reach.tenant = nil
            #expect(try await reach.get("/partner/schema-definitions").status == 403)
            #expect(try await reach.send("POST", "/partner/schema-definitions", text: "{}").status == 403)
        }
    }

    @Test("A platform's token names its tenant, by id or external id")
    func platform() async throws {
        try await withServer { server in
            let reach = ReachClient(server)
            let stranger = try await server.stranger().organisation.text
            for tenant in ["demo", server.demo.organisation.text] {
                let answer = try await reach.asPlatform(for: tenant).patch(["email": .string("\(tenant)@example.com")])
                #expect(answer.status == 200)
                #expect(try answer.result["businessId"] == .string(server.demo.organisation.text))
            }
            let missing = try await reach.asPlatform().patch(["email": "x@example.com"])
            #expect(missing.status == 400)
            #expect(try missing.errorPaths == ["reach-tenant-id"])
            for tenant in ["nobody", stranger] {
                #expect(try await reach.asPlatform(for: tenant).patch(["email": "x@example.com"]).status == 404)
            }
            let alias = TestServer.bearer(server.demo.tokens.reachPlatform).merging(["X-Tenant-Id": "demo"]) { $1 }
            #expect(try await server.send("GET", ReachClient.customer, headers: alias).status == 200)
        }
    }

    @Test("Another tenant of the platform has the same external ids for other people, and no way to these")
    func tenants() async throws {
        try await withServer { server in
            let demo = try #require(try await server.server.access.organisation(server.demo.organisation))
            let other = try await server.server.access.createOrganisation(name: "Other", platform: demo.platform, externalID: "other")
            let there = ReachClient(server).asPlatform(for: "other")
            #expect(try await there.get(ReachClient.customer).status == 404)
            #expect(try await there.patch(["email": "x@example.com"]).status == 404)
            #expect(try await there.delete(ReachClient.customer).status == 404)
            let person: JSON = [
                "customerId": "cust-1001", "firstName": "Alan", "lastName": "Turing", "createdAt": "2024-01-01T00:00:00Z",
            ]
            let made = try await there.post("/api/resources/customers", ["data": person])
            #expect(made.status == 200)
            #expect(try made.json["data"]?["businessId"] == .string(other.id.text))
            #expect(try await ReachClient(server).person()["data"]?["firstName"] == "Ada")
            let list = try await there.get("/api/resources/customers")
            #expect(try list.json["data"]?["pagination"]?["total"] == 1)
        }
    }
}
