import Access
import Endpoints
import HTTPTypes
import JSONCore
import Records

extension Reach {
    static let listCustomers = Endpoint(
        .get, "/api/resources/customers", id: "listCustomers", "List customers", details: "In the order of their creation. " + tenantNote,
        permission: .scope(.readConversations),
        inputs: ListParameters(fields: [DefaultCustomers.externalIDField] + CustomerField.all.map(\.name)),
        answers: [Answer(.ok, "A page of customers.", schema: ResourceDocuments.page, example: ResourceDocuments.pageExample)]
            + Answer.refusals(.badRequest, .unauthorized, .forbidden, .notFound)
    ) { call, request in
        try await list(request, of: try await call.customers(), call)
    }

    static let listResources = Endpoint(
        .get, "/api/resources/{schema}", id: "listResources", "List the resources of any schema",
        details: "In the order of their creation. " + tenantNote, permission: .scopeOfType(writing: false),
        inputs: schemaName, ListParameters(fields: nil),
        answers: [Answer(.ok, "A page of resources.", schema: ResourceDocuments.page, example: ResourceDocuments.pageExample)]
            + Answer.refusals(.badRequest, .unauthorized, .forbidden, .notFound)
    ) { call, name, request in
        let schema = try await call.resources(named: name)
        try call.require(.reading(schema.type))
        return try await list(request, of: schema, call)
    }

    private static func list(_ request: ListRequest, of schema: ResourceSchema, _ call: Call) async throws -> Reply {
        let references = try schema.references(named: request.include)
        let page = try await call.records.page(try request.query(of: schema))
        let included = try await call.included(by: references, of: page.records, schema)
        return .resources(page, of: schema, including: included, for: call.principal)
    }
}
