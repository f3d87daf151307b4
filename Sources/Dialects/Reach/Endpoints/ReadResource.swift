import Access
import Endpoints
import HTTPTypes
import JSONCore
import Records

extension Reach {
    static let readCustomer = Endpoint(
        .get, "/api/resources/customers/{externalId}", id: "readCustomer", "Read a customer", details: tenantNote,
        permission: .scope(.readConversations), inputs: customerID, include,
        answers: [Answer(.ok, "The customer.", schema: ResourceDocuments.one, example: ResourceDocuments.oneExample)]
            + Answer.refusals(.badRequest, .unauthorized, .forbidden, .notFound)
    ) { call, externalID, include in
        try await read(externalID, of: try await call.customers(), including: include, call)
    }

    static let readResource = Endpoint(
        .get, "/api/resources/{schema}/{externalId}", id: "readResource", "Read a resource of any schema", details: tenantNote,
        permission: .scopeOfType(writing: false), inputs: schemaName, externalID, include,
        answers: [Answer(.ok, "The resource.", schema: ResourceDocuments.one, example: ResourceDocuments.oneExample)]
            + Answer.refusals(.badRequest, .unauthorized, .forbidden, .notFound)
    ) { call, name, externalID, include in
        let schema = try await call.resources(named: name)
        try call.require(.reading(schema.type))
        return try await read(externalID, of: schema, including: include, call)
    }

    private static func read(
        _ externalID: String, of schema: ResourceSchema, including include: String?, _ call: Call
    ) async throws -> Reply {
        let references = try schema.references(named: include)
        let record = try await call.records.record(.externalID(schema.type, externalID))
        let included = try await call.included(by: references, of: [record], schema)
        return .resource("The resource was read.", Resource(record: record, schema: schema), including: included, for: call.principal)
    }
}
