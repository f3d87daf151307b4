import JSONCore
import Records
import Server
import TestSupport
import Testing

/// Identifiers in paths: integers of the caller's own organisation, a contact under its own company.
@Suite struct PathTests {
    @Test(arguments: [
        ("x", 400), ("1.5", 400), ("1e0", 400), ("+1", 400), ("%20", 400), ("9007199254740992", 400), ("-9007199254740992", 400),
        ("99999999999999999999999", 400), ("0", 404), ("-1", 404), ("9007199254740991", 404), ("-9007199254740991", 404),
    ])
    func identifiersAreSafeIntegers(text: String, status: Int) async throws {
        try await withServer { server in
            let before = try await server.contact()
            let contact = server.demo.records.contact.number
            for (path, name) in [
                ("/companies/v2/rs/\(text)/contacts/\(contact)", "companyId"), ("\(server.companyPath)/contacts/\(text)", "contactId"),
            ] {
                for method in ["PATCH", "GET", "DELETE"] {
                    let answer =
                        method == "PATCH"
                        ? try await server.patch(["notify": true], to: path)
                        : try await server.send(method, path, headers: server.kareCredentials)
                    #expect(answer.status == status, "\(method) \(path)")
                    if status == 400 { #expect(try answer.refusal().paths == [name]) }
                }
            }
            #expect(try await server.contact() == before)
        }
    }

    @Test func aContactOfAnotherCompanyIsNotFoundAndNotTouched() async throws {
        try await withServer { server in
            let other = try await server.makeCompany(["name": "Other"])
            let stranger = try await server.makeContact(of: other)
            let free = try await server.session().performOne(
                .create(Draft(type: .contact, edit: Edit([.set(JSONPointer(["name"]), "Free")])))
            ).record
            for contact in [stranger, free] {
                let path = "\(server.companyPath)/contacts/\(contact.number)"
                let patch = try await server.patch(["notify": true, "name": "taken"], to: path)
                let get = try await server.send("GET", path, headers: server.kareCredentials)
                let delete = try await server.send("DELETE", path, headers: server.kareCredentials)
                for answer in [patch, get, delete] {
                    #expect(answer.status == 404)
                    #expect(try answer.json == ["message": "Contact not found.", "code": "record-not-found"])
                }
                #expect(try await server.stored(.contact, contact.id) == contact)
            }
            let own = "/companies/v2/rs/\(other.number)/contacts/\(stranger.number)"
            #expect(try await server.patch(["notify": false], to: own).json["companyId"]?.asInt == Int(other.number))
        }
    }

    @Test func anotherOrganisationsRecordsDoNotExist() async throws {
        try await withServer { server in
            let stranger = try await server.stranger()
            var company = server.demo.records.company
            for _ in 0..<3 { company = try await server.makeCompany(["name": "Foreign"], in: stranger.organisation) }
            var contact = server.demo.records.contact
            for _ in 0..<3 { contact = try await server.makeContact(of: company) }
            let foreignCompany = try await server.patch(
                ["notify": true], to: "/companies/v2/rs/\(company.number)/contacts/\(contact.number)")
            #expect(foreignCompany.status == 404)
            #expect(try foreignCompany.json["message"] == "Company not found.")
            let foreignContact = try await server.patch(["notify": true], to: "\(server.companyPath)/contacts/\(contact.number)")
            #expect(foreignContact.status == 404)
            let stored = try await server.session(stranger.organisation).record(.id(.contact, contact.id))
            #expect(stored == contact)
        }
    }

    @Test func unknownPathsAndMethodsAreRefusedInKaresShape() async throws {
        try await withServer { server in
            let unknown = try await server.send("GET", "/companies/v3/rs", headers: server.kareCredentials)
            #expect(unknown.status == 404)
            #expect(try unknown.refusal().code == "route-unknown")
            let put = try await server.send("PUT", server.contactPath, headers: server.kareCredentials, json: ["notify": true])
            #expect(put.status == 405)
            #expect(try put.refusal().code == "method-not-allowed")
            let allowed = Set((put.headers["allow"] ?? "").split(separator: ",").map { $0.filter { $0 != " " } })
            #expect(allowed.isSuperset(of: ["GET", "PATCH", "DELETE"]))
        }
    }
}
