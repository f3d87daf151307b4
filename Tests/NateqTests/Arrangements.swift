import JSONCore
import Records
import Server
import TestSupport
import Testing

/// What the suites of Nateq arrange and look at again and again.
extension TestServer {
    var contactPath: String { "/api/v1/contacts/\(demo.records.contact.id.text)" }

    var nateqCredentials: [String: String] { Self.bearer(demo.tokens.nateq) }

    /// The demo contact as stored now.
    func contact() async throws -> Record {
        try #require(try await stored(.contact, demo.records.contact.id))
    }

    /// Sends the update of the demo contact with Nateq's credentials.
    func put(_ body: JSON, to path: String? = nil) async throws -> TestResponse {
        try await send("PUT", path ?? contactPath, headers: nateqCredentials, json: body)
    }

    /// Makes a record past every dialect.
    func make(_ type: TypeID, _ fields: JSONObject, in organisation: OrganisationID? = nil) async throws -> Record {
        try await session(organisation).performOne(.create(Draft(type: type, edit: Edit([.merge(.root, fields)])))).record
    }
}

extension TestResponse {
    /// The error envelope's shape, checked; its code and the fields that its details name.
    func refusal() throws -> (code: String?, fields: [String]) {
        let body = try json
        #expect(headers["content-type"] == "application/json")
        #expect(Set(try #require(body.asObject).keys) == ["success", "error"])
        #expect(body["success"] == false)
        let error = body["error"]
        #expect(error?["message"]?.asString?.isEmpty == false)
        return (error?["code"]?.asString, error?["details"]?.asArray?.compactMap { $0["field"]?.asString } ?? [])
    }
}

/// Whether a text is a moment in UTC with milliseconds.
func isMoment(_ value: JSON?) -> Bool {
    guard let text = value?.asString else { return false }
    return text.wholeMatch(of: /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z/) != nil
}
