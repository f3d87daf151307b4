import JSONCore
import Records
import Server
import TestSupport
import Testing

/// The customer is the contact that every other API knows.
@Suite struct SharedPersonTests {
    @Test("What another API changes reads changed here")
    func changedElsewhere() async throws {
        try await withServer { server in
            let reach = ReachClient(server)
            let kare = try await server.send(server.request("kare-contact"))
            #expect(kare.status == 200)
            #expect(try await reach.person()["data"]?["email"] == "ada.lovelace@engines.example")
        }
    }

    /// A person of one name, as an API leaves behind that knows no first and last name and no `createdAt`.
    private static func person(_ name: String, _ server: TestServer) async throws {
        _ = try await server.session().performOne(
            .create(Draft(type: .contact, externalID: "p-1", edit: Edit([.set(JSONPointer(["name"]), .string(name))]))))
    }

    private static let path = "/api/resources/customers/p-1"

    @Test("A contact that lacks required fields can be changed, and only what a request would delete is protected")
    func incompleteContact() async throws {
        try await withServer { server in
            let reach = ReachClient(server)
            try await Self.person("Cher", server)
            let answer = try await reach.send("PATCH", Self.path, ["data": ["email": "cher@example.com"]])
            #expect(answer.status == 200)
            #expect(try answer.fields == ["customerId": "p-1", "firstName": "Cher", "email": "cher@example.com"])
            #expect(try await reach.send("PATCH", Self.path, ["data": ["lastName": nil]]).status == 400)
            let named = try await reach.send("PATCH", Self.path, ["data": ["lastName": "Sarkisian"]])
            #expect(try named.fields["firstName"] == "Cher")
            #expect(try named.fields["lastName"] == "Sarkisian")
        }
    }

    @Test(
        "A name is parted at its last space, and filters find what is shown",
        arguments: [
            ("Ada Lovelace", "Ada", "Lovelace"), ("Anna Maria 100%_x", "Anna Maria", "100%_x"),
        ])
    func parts(name: String, first: String, last: String) async throws {
        try await withServer { server in
            let reach = ReachClient(server)
            try await Self.person(name, server)
            let data = try await reach.get(Self.path).fields
            #expect(data["firstName"] == .string(first))
            #expect(data["lastName"] == .string(last))
            for (field, value) in [("firstName", first), ("lastName", last)] {
                let encoded = value.utf8.map { "%" + String($0, radix: 16) }.joined()
                let found = try await reach.get("/api/resources/customers?filter[\(field)]=\(encoded)").json["data"]?["results"]?.asArray
                #expect(found?.contains { $0["resourceExternalId"] == "p-1" } == true)
            }
            let none = try await reach.get("/api/resources/customers?filter[firstName]=Anna").json["data"]?["results"]?.asArray
            #expect(none == [])
        }
    }

    @Test("Fields that other APIs keep on the contact stay as they are and are not shown")
    func otherFields() async throws {
        try await withServer { server in
            let before = try #require(try await server.stored(.contact, server.demo.records.contact.id))
            _ = try await ReachClient(server).patch(["email": "x@example.com", "phone": "+1"])
            let after = try #require(try await server.stored(.contact, before.id))
            #expect(after["comment"] == before["comment"] && after["tags"] == before["tags"] && after["company"] == before["company"])
            #expect(after["phones"] == ["+1", "+447700900123"])
            #expect(after.version == before.version + 1)
        }
    }
}
