import JSONCore
import Records
import Server
import TestSupport
import Testing

/// Companies, as far as contacts need them.
@Suite struct CompanyTests {
    private static let example: JSON = [
        "name": "Company Name", "type": 1, "email": "example@email.com", "phones": ["phone1"], "comment": "Company comment",
        "location": "Paris", "labelIds": [],
    ]

    @Test func createdReadAndUpdated() async throws {
        try await withServer { server in
            let created = try await server.send("POST", "/companies/v2/rs", headers: server.kareCredentials, json: Self.example)
            #expect(created.status == 201)
            let record = try created.json
            #expect(
                Set(try #require(record.asObject).keys) == [
                    "id", "name", "type", "location", "comment", "organizationId", "archivedAt", "updatedAt", "createdAt",
                ])
            #expect(record["type"] == 1)
            #expect(record["archivedAt"] == .null)
            #expect((record["organizationId"]?.asInt).map { (1...9_007_199_254_740_991).contains($0) } == true)

            let path = "/companies/v2/rs/\(try #require(record["id"]?.asInt))"
            let company = try await server.send("GET", path, headers: server.kareCredentials).json
            #expect(company["email"] == "example@email.com")
            #expect(company["phones"] == ["phone1"])
            #expect(company["contacts"] == [])
            #expect(company["primaryContactId"] == .null)
            #expect(company["actions"] == ["canBeUpdated": true, "canBeDeleted": false])
            #expect(company["updatableFields"]?["name"] == true)
            #expect(company["updatableFields"]?["labelIds"] == false)

            let updated = try await server.send("PATCH", path, headers: server.kareCredentials, json: ["location": nil, "type": 3])
            #expect(updated.status == 200)
            #expect(try updated.json["location"] == .null)
            #expect(try updated.json["type"] == 3)
            #expect(try updated.json["name"] == "Company Name")
        }
    }

    @Test func bodiesAreChecked() async throws {
        try await withServer { server in
            let refused: [(member: String, value: JSON?)] = [
                ("name", nil), ("name", .null), ("name", .string(String(repeating: "n", count: 251))), ("type", nil), ("type", 4),
                ("type", "1"),
                ("email", nil), ("email", .null), ("email", "x"), ("comment", .string(String(repeating: "c", count: 2501))),
                ("location", .string(String(repeating: "l", count: 251))), ("phones", ["1", "2", "3", "4", "5", "6"]),
                ("labelIds", [1]), ("establishmentIds", [1]), ("technicalInstallationIds", [1]),
            ]
            for (member, value) in refused {
                var body = try #require(Self.example.asObject)
                body[member] = value
                let answer = try await server.send("POST", "/companies/v2/rs", headers: server.kareCredentials, json: .object(body))
                #expect(answer.status == 400, "\(member)")
                #expect(Set(try answer.refusal().paths) == ["/" + member], "\(member)")
            }
            let count = try await server.send("GET", "/companies/v2/rs?includeCount=1", headers: server.kareCredentials).json["totalCount"]
            #expect(count == 1)
        }
    }

    @Test func listedWithTheirFirstContacts() async throws {
        try await withServer { server in
            let company = try await server.makeCompany(["name": "Aaa"])
            for number in 1...3 { _ = try await server.makeContact(of: company, ["name": .string("\(number)")]) }
            let list = try await server.send(
                "GET", "/companies/v2/rs?orderBy[0][field]=name&subPageSize=2&includeCount=true", headers: server.kareCredentials
            ).json
            #expect(list["totalCount"] == 2)
            let first = try #require(list["data"]?[0])
            #expect(first["name"] == "Aaa")
            #expect(first["contacts"]?.asArray?.compactMap { $0["name"]?.asString } == ["1", "2"])
            #expect(
                Set(first["contacts"]?[0]?.asObject?.keys.map { $0 } ?? []) == ["id", "name", "email", "phones", "comment", "notifyAt"])
        }
    }

    @Test func anArchivedCompanyIsReadAndNotWritten() async throws {
        try await withServer { server in
            let company = try await server.makeCompany(["name": "Closed", "archivedAt": "2024-01-01T00:00:00Z"])
            let contact = try await server.makeContact(of: company)
            let path = "/companies/v2/rs/\(company.number)"
            let contactPath = "\(path)/contacts/\(contact.number)"
            #expect(try await server.send("GET", contactPath, headers: server.kareCredentials).status == 200)
            let list = try await server.send("GET", "\(path)/contacts?extend=actions-info", headers: server.kareCredentials).json
            #expect(list["data"]?[0]?["actions"] == ["canBeUpdated": false, "canBeDeleted": false])
            let writes = [
                try await server.patch(["notify": true], to: contactPath),
                try await server.patch(["name": "Reopened"], to: path),
                try await server.send(
                    "POST", "\(path)/contacts", headers: server.kareCredentials, json: [["name": "New", "notify": false]]),
                try await server.send("DELETE", contactPath, headers: server.kareCredentials),
            ]
            for answer in writes {
                #expect(answer.status == 409)
                #expect(try answer.refusal().code == "company-archived")
            }
            #expect(try await server.stored(.contact, contact.id) == contact)
        }
    }
}
