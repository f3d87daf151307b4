import JSONCore
import Records
import Server
import TestSupport
import Testing

/// What the suites of Kare arrange and look at again and again.
extension TestServer {
    var companyPath: String { "/companies/v2/rs/\(demo.records.company.number)" }
    var contactPath: String { "\(companyPath)/contacts/\(demo.records.contact.number)" }

    /// The demo contact as stored now.
    func contact() async throws -> Record {
        try #require(try await stored(.contact, demo.records.contact.id))
    }

    /// Sends the update of the demo contact with Kare's credentials.
    func patch(_ body: JSON, to path: String? = nil) async throws -> TestResponse {
        try await send("PATCH", path ?? contactPath, headers: kareCredentials, json: body)
    }

    /// Makes a company past every dialect.
    func makeCompany(_ fields: JSONObject, in organisation: OrganisationID? = nil) async throws -> Record {
        try await session(organisation).performOne(.create(Draft(type: .company, edit: Edit([.merge(.root, fields)])))).record
    }

    /// Makes a contact of `company` past every dialect.
    func makeContact(of company: Record, _ fields: JSONObject = ["name": "Somebody"]) async throws -> Record {
        let steps: [Edit.Step] = [.merge(.root, fields), .set(JSONPointer(["company"]), .string(company.id.text))]
        return try await session(company.organisation).performOne(.create(Draft(type: .contact, edit: Edit(steps)))).record
    }
}

extension TestResponse {
    /// The error body's shape, checked; its code and the places that its details name.
    func refusal() throws -> (code: String?, paths: [String]) {
        let body = try json
        #expect(headers["content-type"] == "application/json")
        #expect(body["message"]?.asString?.isEmpty == false)
        return (body["code"]?.asString, body["details"]?.asArray?.compactMap { $0["path"]?.asString } ?? [])
    }
}

/// Whether a text is a date as all of Kare's samples are written: UTC with milliseconds.
func isKareDate(_ value: JSON?) -> Bool {
    guard let text = value?.asString else { return false }
    return text.wholeMatch(of: /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z/) != nil
}
