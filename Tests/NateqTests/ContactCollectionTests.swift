import JSONCore
import Records
import Server
import TestSupport
import Testing

/// Creating, listing and deleting contacts.
@Suite struct ContactCollectionTests {
    @Test func createdWithWhatIsGivenAndNothingElse() async throws {
        try await withServer { server in
            let created = try await server.send(
                "POST", "/api/v1/contacts", headers: server.nateqCredentials, json: ["email": "new@example.com"])
            #expect(created.status == 201)
            let data = try #require(try created.json["data"])
            #expect(
                Set(try #require(data.asObject).keys) == [
                    "id", "organizationId", "email", "type", "doNotContact", "isAnonymous", "isPotentialClient", "whatsappOptedOut", "tags",
                    "activities", "createdAt", "updatedAt",
                ])
            #expect(data["type"] == "contact")
            #expect(data["isAnonymous"] == false)
            #expect(data["tags"] == [])
            #expect(data["activities"]?.asArray?.count == 1)
            #expect(data["activities"]?[0]?["description"] == "Contact created through Nateq")
            let path = "/api/v1/contacts/\(try #require(data["id"]?.asString))"
            #expect(try await server.send("GET", path, headers: server.nateqCredentials).json["data"] == data)
            #expect(
                try await server.send(
                    "GET", path.uppercased().replacing("/API/V1/CONTACTS", with: "/api/v1/contacts"), headers: server.nateqCredentials
                ).status == 200)

            let deleted = try await server.send("DELETE", path, headers: server.nateqCredentials)
            #expect(deleted.status == 204)
            #expect(deleted.body.isEmpty)
            #expect(try await server.send("GET", path, headers: server.nateqCredentials).status == 404)
        }
    }

    @Test func aContactThatIsReferredToStays() async throws {
        try await withServer { server in
            let answer = try await server.send("DELETE", server.contactPath, headers: server.nateqCredentials)
            #expect(answer.status == 409)
            #expect(try answer.refusal().code == "CONFLICT")
        }
    }

    @Test func pagesTellWhereTheyStand() async throws {
        try await withServer { server in
            let company = server.demo.records.company.id.text
            for number in 1...4 { _ = try await server.make(.contact, ["name": .string("\(number)"), "company": .string(company)]) }
            let page = try await server.send("GET", "/api/v1/contacts?limit=2&page=2", headers: server.nateqCredentials).json
            #expect(
                page["meta"] == [
                    "total": 5, "page": 2, "limit": 2, "totalPages": 3, "count": 2, "hasNext": true, "hasPrevious": true,
                ])
            #expect(page["data"]?.asArray?.compactMap { $0["name"]?.asString } == ["2", "3"])
            #expect(page["data"]?[0]?["company"]?["name"] == "Analytical Engines Ltd")
            #expect(page["data"]?[0]?["activities"] == nil)
            let first = try await server.send("GET", "/api/v1/contacts", headers: server.nateqCredentials).json
            #expect(first["data"]?[0]?["tags"]?[0]?["name"] == "vip")
            #expect(first["meta"]?["limit"] == 20)
            let last = try await server.send("GET", "/api/v1/contacts?limit=2&page=9", headers: server.nateqCredentials).json
            #expect(last["data"] == [])
            #expect(last["meta"]?["hasNext"] == false)
        }
    }

    @Test func filtersSelectExactly() async throws {
        try await withServer { server in
            for (query, count) in [
                ("email=ada%40engines.example", 1), ("externalId=cust-1001", 1), ("email=ADA%40engines.example", 0), ("externalId=cust", 0),
                ("email=ada%40engines.example&externalId=other", 0),
            ] {
                let list = try await server.send("GET", "/api/v1/contacts?\(query)", headers: server.nateqCredentials).json
                #expect(list["data"]?.asArray?.count == count, "\(query)")
                #expect(list["meta"]?["total"]?.asInt == count, "\(query)")
            }
        }
    }

    @Test(arguments: [
        ("page=0", "page"), ("page=x", "page"), ("limit=0", "limit"), ("limit=101", "limit"), ("page=99999999999999999999", "page"),
    ])
    func queriesAreChecked(query: String, field: String) async throws {
        try await withServer { server in
            let answer = try await server.send("GET", "/api/v1/contacts?\(query)", headers: server.nateqCredentials)
            #expect(answer.status == 400)
            let refusal = try answer.refusal()
            #expect(refusal.code == "VALIDATION_ERROR")
            #expect(refusal.fields == [field])
        }
    }

    @Test func anotherOrganisationSeesItsOwn() async throws {
        try await withServer { server in
            let stranger = try await server.stranger()
            let list = try await server.send("GET", "/api/v1/contacts", headers: TestServer.bearer(stranger.token)).json
            #expect(list["data"] == [])
            #expect(list["meta"]?["total"] == 0)
        }
    }
}
