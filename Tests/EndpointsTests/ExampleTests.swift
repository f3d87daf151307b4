import Endpoints
import HTTPTypes
import JSONCore
import JSONSchema
import Records
import Server
import TestSupport
import Testing

/// Docs that run: the example of every endpoint is sent to a server with the demo organisation, and the answer obeys the declared schema.
@Suite("Every endpoint's example")
struct ExampleTests {
    struct Operation: Sendable, CustomTestStringConvertible {
        let dialect: Dialect
        let endpoint: Endpoint

        var testDescription: String { "\(dialect.name).\(endpoint.id)" }
    }

    static let operations = RequestPipeline.dialects.flatMap { dialect in
        dialect.endpoints.map { Operation(dialect: dialect, endpoint: $0) }
    }

    @Test("is answered with a documented success that obeys its schema", arguments: operations)
    func answers(_ operation: Operation) async throws {
        try await withServer { server in
            let spare = try await Self.spareContact(server)
            if operation.endpoint.path.contains("{schemaIdOrName}") { _ = try await send(Self.createDefinition, server, spare) }
            let response = try await send(operation, server, spare)
            let answer = operation.endpoint.answers.first { $0.status.code == response.status && !$0.isRefusal }
            let declared = try #require(answer, "\(response.status) \(response.text)")
            guard let schema = declared.schema else {
                #expect(response.body.isEmpty)
                return
            }
            #expect(response.headers["content-type"]?.hasPrefix(declared.mediaType) == true)
            #expect(try Schema.compile(schema).validate(try response.json) == [], "\(response.text)")
        }
    }

    @Test("of an answer obeys the answer's own schema", arguments: operations)
    func examplesOfAnswers(_ operation: Operation) throws {
        for answer in operation.endpoint.answers {
            guard let schema = answer.schema, let example = answer.example else { continue }
            #expect(try Schema.compile(schema).validate(example) == [])
        }
    }

    // MARK: - The demo's values in place of the examples'

    private func send(_ operation: Operation, _ server: TestServer, _ spare: Record) async throws -> TestResponse {
        let body = operation.endpoint.inputs.first { if case .body = $0.place { true } else { false } }
        return try await server.send(
            operation.endpoint.method.rawValue, path(operation, server.demo, spare), headers: headers(operation, body, server),
            bytes: body.map { $0.example.map { adapt($0, server.demo).serialized() } ?? [] })
    }

    /// A contact that nothing refers to, so that it can be deleted.
    private static func spareContact(_ server: TestServer) async throws -> Record {
        let fields: JSONObject = ["name": "Spare", "company": .string(server.demo.records.company.id.text)]
        return try await server.session().performOne(
            .create(Draft(type: .contact, externalID: "spare", edit: Edit([.merge(.root, fields)])))
        ).record
    }

    private static let createDefinition: Operation = {
        guard let operation = operations.first(where: { $0.dialect.name == "reach" && $0.endpoint.id == "createSchemaDefinition" }) else {
            preconditionFailure("Reach creates no schema definitions")
        }
        return operation
    }()

    private func path(_ operation: Operation, _ demo: Demo, _ spare: Record) -> String {
        var path = operation.endpoint.path
        var query: [String] = []
        for input in operation.endpoint.inputs {
            guard case .parameter(let place) = input.place else { continue }
            switch place {
            case .path:
                let value = Self.value(of: input.name, operation, demo, spare) ?? (input.example?.asString ?? input.example?.text ?? "")
                path = path.replacing("{\(input.name)}", with: value)
            case .query:
                if let value = Self.queryValue(of: input.name, operation, demo), !query.contains(where: { $0.hasPrefix(input.name + "=") })
                {
                    query.append("\(input.name)=\(value)")
                }
            case .header: continue
            }
        }
        return query.isEmpty ? path : path + "?" + query.joined(separator: "&")
    }

    /// What stands in the path for a name.
    private static func value(of name: String, _ operation: Operation, _ demo: Demo, _ spare: Record) -> String? {
        let records = demo.records
        let contact = operation.endpoint.method == .delete ? spare : records.contact
        switch (operation.dialect.name, name) {
        case ("kare", "companyId"): return String(records.company.number)
        case ("kare", "contactId"): return String(contact.number)
        case ("nateq", "id"): return contact.id.text
        case ("reach", "externalId"): return operation.endpoint.path.contains("customers") ? contact.externalID : "VOUCH-12345"
        case ("reach", "schema"): return "voucher"
        case ("reach", "schemaIdOrName"): return createDefinition.endpoint.inputs.lazy.compactMap { $0.example?["name"]?.asString }.first
        case ("native", "type"): return operation.endpoint.method == .delete ? "inbox" : "contact"
        case ("native", "id"): return operation.endpoint.method == .delete ? records.otherInbox.id.text : records.contact.id.text
        default: return nil
        }
    }

    /// What a required or selecting parameter of the query says.
    private static func queryValue(of name: String, _ operation: Operation, _ demo: Demo) -> String? {
        guard operation.dialect.name == "mateo", name == "id" else { return nil }
        let records = demo.records
        switch (operation.endpoint.path, operation.endpoint.method) {
        case (_, .get), (_, .post): return nil
        case ("/api/v1/conversation", _): return "eq.\(records.conversation.id.text)"
        case ("/api/v1/custom_entity", _): return "eq.\(records.entity.id.text)"
        // Deleting finds nothing to delete: what the demo has is referred to.
        case ("/api/v1/custom_entity_definition", .delete), ("/api/v1/contact", .delete): return "eq.019b7600-0000-7000-8000-0000000000ff"
        case ("/api/v1/custom_entity_definition", _): return "eq.\(records.definition.id.text)"
        case ("/api/v1/contact", _): return "eq.\(records.contact.id.text)"
        default: return nil
        }
    }

    private func headers(_ operation: Operation, _ body: InputDescription?, _ server: TestServer) -> [String: String] {
        var headers: [String: String]
        switch (operation.dialect.scheme, operation.endpoint.permission) {
        case (_, .open): headers = [:]
        case (.apiToken, _): headers = TestServer.bearer(server.demo.tokens.native)
        case (.accessAndSession, _): headers = server.kareCredentials
        case (.platformJWT, .platform): headers = TestServer.bearer(server.demo.tokens.reachPlatform)
        case (.platformJWT, _): headers = TestServer.bearer(server.demo.tokens.reachTenant)
        }
        if case .body(let mediaTypes) = body?.place { headers["Content-Type"] = mediaTypes.first }
        if operation.endpoint.method == .delete, operation.dialect.name == "mateo" { headers["Prefer"] = "return=minimal" }
        return headers
    }

    /// The example with the demo's ids where the documentation has made-up ones.
    private func adapt(_ example: JSON, _ demo: Demo) -> JSON {
        guard case .object(var object) = example else { return example }
        let records = demo.records
        let values: [String: JSON] = [
            "inbox_id": .string(records.otherInbox.id.text), "assignee_id": .string(records.employee.id.text),
            "contact_id": .string(records.contact.id.text), "custom_entity_definition_id": .string(records.definition.id.text),
            "companyId": .string(records.company.id.text), "email": .string(demo.signIn.email), "password": .string(demo.signIn.password),
        ]
        for (name, value) in values where object[name] != nil && object[name] != .null { object[name] = value }
        if object["custom_entity_definition_key"] != nil { object["custom_entity_definition_key"] = "voucher" }
        return .object(object)
    }
}
