import Access
import Endpoints
import HTTPTypes
import JSONCore
import Records

extension Reach {
    private static let rules =
        "Fields that are not given stay, null deletes a field, and a field's value is replaced as a whole. Required fields cannot be deleted, "
        + "and the external id cannot change. "

    static let updateCustomer = Endpoint(
        .patch, "/api/resources/customers/{externalId}", id: "updateCustomer", "Update a customer",
        details: "Updates a customer resource by its external ID. This is an incremental update, only provided fields will be updated. "
            + rules + tenantNote,
        permission: .scope(.writeConversations),
        inputs: customerID, ignoreUnknownFields, include,
        JSONBody(ResourceDocuments.customerChange, example: ResourceDocuments.customerChangeExample),
        answers: [Answer(.ok, "The whole customer as it is now.", schema: ResourceDocuments.one, example: ResourceDocuments.oneExample)]
            + Answer.refusals(.badRequest, .unauthorized, .forbidden, .notFound, .conflict)
    ) { call, externalID, ignoring, include, body in
        let schema = try await call.customers()
        return try await update(externalID, of: schema, with: body, ignoringUnknownFields: ignoring, including: include, call)
    }

    static let updateResource = Endpoint(
        .patch, "/api/resources/{schema}/{externalId}", id: "updateResource", "Update a resource of any schema",
        details: rules + tenantNote, permission: .scopeOfType(writing: true),
        inputs: schemaName, externalID, ignoreUnknownFields, include,
        JSONBody(ResourceDocuments.anyResource, example: ["data": ["status": "redeemed"]]),
        answers: [Answer(.ok, "The whole resource as it is now.", schema: ResourceDocuments.one, example: ResourceDocuments.oneExample)]
            + Answer.refusals(.badRequest, .unauthorized, .forbidden, .notFound, .conflict)
    ) { call, name, externalID, ignoring, include, body in
        let schema = try await call.resources(named: name)
        try call.require(.writing(schema.type))
        try schema.checkStructure(of: body)
        return try await update(externalID, of: schema, with: body, ignoringUnknownFields: ignoring, including: include, call)
    }

    private static func update(
        _ externalID: String, of schema: ResourceSchema, with body: JSON, ignoringUnknownFields ignoring: Bool, including include: String?,
        _ call: Call
    ) async throws -> Reply {
        let references = try schema.references(named: include)
        let data = try schema.changes(in: body, ignoringUnknownFields: ignoring)
        let violations = schema.violations(in: data, of: externalID)
        guard violations.isEmpty else { throw RequestError.invalidBody(violations) }
        let record =
            if schema.isCustomers, schema.definition != nil {
                try await call.update(externalID, with: data, underOwn: schema)
            } else {
                try await call.records.performOne(
                    .update(.externalID(schema.type, externalID), Edit(schema.steps(writing: data)), nil)
                ).record
            }
        let included = try await call.included(by: references, of: [record], schema)
        return .resource("The resource was updated.", Resource(record: record, schema: schema), including: included, for: call.principal)
    }
}
