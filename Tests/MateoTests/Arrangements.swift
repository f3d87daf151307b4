import JSONCore
import Records
import Server
import TestSupport
import Testing

/// What the suites of Mateo arrange and look at again and again.
extension TestServer {
    var entityID: String { demo.records.entity.id.text }
    var entityPath: String { "/api/v1/custom_entity?id=eq.\(entityID)" }
    var conversationPath: String { "/api/v1/conversation?id=eq.\(demo.records.conversation.id.text)" }
    var contactID: String { demo.records.contact.id.text }

    /// Sends a request with Mateo's key, or another one. Characters that a URI may not hold (RFC 3986) are encoded.
    func mateo(
        _ method: String, _ path: String, _ body: JSON? = nil, prefer: String? = nil, accept: String? = nil, token: String? = nil
    ) async throws -> TestResponse {
        var headers = TestServer.bearer(token ?? demo.tokens.mateo)
        headers["Prefer"] = prefer
        headers["Accept"] = accept
        var target = path
        for (character, escape) in [(">", "%3E"), ("{", "%7B"), ("}", "%7D"), ("[", "%5B"), ("]", "%5D")] {
            target = target.replacing(character, with: escape)
        }
        guard let body else { return try await send(method, target, headers: headers) }
        return try await send(method, target, headers: headers, json: body)
    }

    /// The demo entity as stored now.
    func entity() async throws -> Record {
        try #require(try await stored(demo.records.entity.type, demo.records.entity.id))
    }

    /// The demo conversation as stored now.
    func conversation() async throws -> Record {
        try #require(try await stored(.conversation, demo.records.conversation.id))
    }

    /// Makes a voucher past every dialect.
    @discardableResult
    func makeVoucher(_ externalID: String?, _ data: JSON) async throws -> Record {
        let steps: [Edit.Step] = [
            .set(JSONPointer(["contact"]), .string(contactID)), .set(JSONPointer(["data"]), data),
        ]
        let draft = Draft(type: demo.records.entity.type, externalID: externalID, edit: Edit(steps))
        return try await session().performOne(.create(draft)).record
    }

    /// Makes a definition past every dialect.
    @discardableResult
    func makeDefinition(_ key: String, _ schema: JSON) async throws -> Record {
        let fields: JSONObject = ["key": .string(key), "name": .string(key), "schema": schema]
        return try await session().performOne(.create(Draft(type: .definition, edit: Edit([.merge(.root, fields)])))).record
    }

    /// The external ids of the rows that a query of `custom_entity` selects, in the order they came.
    func vouchers(_ query: String) async throws -> [String] {
        let response = try await mateo("GET", "/api/v1/custom_entity?\(query)")
        #expect(response.status == 200, "\(query): \(response.text)")
        return (try response.json.asArray ?? []).map { $0["external_id"]?.asString ?? "-" }
    }
}

extension TestResponse {
    /// The error body's shape, checked; its code.
    func refusal() throws -> String? {
        let body = try json
        #expect(body.asObject?.keys.elementsEqual(["code", "message", "details", "hint", "status"]) == true, "\(text)")
        #expect(body["status"]?.asInt == status)
        #expect(body["message"]?.asString?.isEmpty == false)
        #expect(headers["content-type"]?.hasPrefix("application/json") == true)
        return body["code"]?.asString
    }
}

extension Record {
    /// The moment of the latest write as PostgreSQL prints it.
    var printedUpdate: JSON { .string(updatedAt.text(.postgreSQL)) }
    var printedCreation: JSON { .string(createdAt.text(.postgreSQL)) }
}
