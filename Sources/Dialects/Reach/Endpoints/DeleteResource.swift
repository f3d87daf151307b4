import Access
import Endpoints
import HTTPTypes
import JSONCore
import Records

extension Reach {
    private static let cascade = QueryChoice(
        "cascade", "Resources that others refer to stay; deleting the others with them is not offered.", of: ["false"], default: "false")
    private static let deletion =
        [Answer(.ok, "The resource is gone.", schema: Envelope.schema(of: nil), example: Envelope.example(nil))]
        + Answer.refusals(.badRequest, .unauthorized, .forbidden, .notFound, .conflict)

    static let deleteCustomer = Endpoint(
        .delete, "/api/resources/customers/{externalId}", id: "deleteCustomer", "Delete a customer", details: tenantNote,
        permission: .scope(.writeConversations), inputs: customerID, cascade, answers: deletion
    ) { call, externalID, _ in
        try await delete(externalID, of: try await call.customers(), call)
    }

    static let deleteResource = Endpoint(
        .delete, "/api/resources/{schema}/{externalId}", id: "deleteResource", "Delete a resource of any schema", details: tenantNote,
        permission: .scopeOfType(writing: true), inputs: schemaName, externalID, cascade, answers: deletion
    ) { call, name, externalID, _ in
        let schema = try await call.resources(named: name)
        try call.require(.writing(schema.type))
        return try await delete(externalID, of: schema, call)
    }

    private static func delete(_ externalID: String, of schema: ResourceSchema, _ call: Call) async throws -> Reply {
        _ = try await call.records.performOne(.delete(.externalID(schema.type, externalID), nil))
        return .json(.ok, ["success": true, "message": "The resource was deleted."])
    }
}
