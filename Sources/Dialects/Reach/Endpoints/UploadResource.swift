import Access
import Endpoints
import HTTPTypes
import JSONCore
import JSONSchema
import Records

extension Reach {
    private static let onConflict = QueryChoice(
        "onconflict",
        "When the external id is taken: `upsert` merges into the stored resource, keeps fields that are not sent and deletes those that are "
            + "null; `reject` refuses with 409.",
        of: ["upsert", "reject"], default: "upsert")
    private static let dependencyWaitTimeout = QueryInteger(
        "dependencyWaitTimeout", "References that lead nowhere are refused at once; waiting for their targets is not offered.", in: 0...0,
        default: 0)
    private static let uploaded =
        [Answer(.ok, "The resource as it is now.", schema: ResourceDocuments.bare, example: ResourceDocuments.bareExample)]
        + Answer.refusals(.badRequest, .unauthorized, .forbidden, .notFound, .conflict)

    static let uploadCustomer = Endpoint(
        .post, "/api/resources/customers", id: "uploadCustomer", "Create a customer, or merge into the stored one",
        details: "A new customer needs customerId, firstName, lastName and createdAt. " + tenantNote,
        permission: .scope(.writeConversations),
        inputs: onConflict, ignoreUnknownFields, dependencyWaitTimeout,
        JSONBody(ResourceDocuments.customerUpload, example: ResourceDocuments.customerUploadExample), answers: uploaded
    ) { call, onConflict, ignoring, _, body in
        let schema = try await call.customers()
        return try await upload(body, as: schema, rejecting: onConflict == "reject", ignoringUnknownFields: ignoring, call)
    }

    static let uploadResource = Endpoint(
        .post, "/api/resources/{schema}", id: "uploadResource", "Create a resource of any schema, or merge into the stored one",
        details: tenantNote, permission: .scopeOfType(writing: true),
        inputs: schemaName, onConflict, ignoreUnknownFields, dependencyWaitTimeout,
        JSONBody(ResourceDocuments.anyResource, example: ["data": ["voucher_id": "VOUCH-67890", "status": "sent"]]), answers: uploaded
    ) { call, name, onConflict, ignoring, _, body in
        let schema = try await call.resources(named: name)
        try call.require(.writing(schema.type))
        try schema.checkStructure(of: body)
        return try await upload(body, as: schema, rejecting: onConflict == "reject", ignoringUnknownFields: ignoring, call)
    }

    private static func upload(
        _ body: JSON, as schema: ResourceSchema, rejecting: Bool, ignoringUnknownFields ignoring: Bool, _ call: Call
    ) async throws -> Reply {
        let data = try schema.changes(in: body, ignoringUnknownFields: ignoring)
        let externalID = try schema.requiredKey(in: data)
        let broken = schema.violations(in: data)
        guard broken.isEmpty else { throw RequestError.invalidBody(broken) }
        let record: Record
        if schema.isCustomers, schema.definition != nil {
            record = try await call.upload(data, named: externalID, underOwn: schema, rejecting: rejecting)
        } else {
            record = try await call.upload(data, named: externalID, as: schema, rejecting: rejecting)
        }
        return .resource("The resource was stored.", Resource(record: record, schema: schema), for: call.principal)
    }
}

extension Call {
    /// Stores a resource whose record's own type holds every rule, or a customer of the default schema.
    fileprivate func upload(
        _ data: JSONObject, named externalID: String, as schema: ResourceSchema, rejecting: Bool
    ) async throws -> Record {
        // A new resource has `data` even when the request gives it no field.
        let base: [Edit.Step] = schema.isCustomers ? [] : [.merge(JSONPointer(["data"]), [:])]
        let edit = Edit(base + schema.steps(writing: data))
        let missing = schema.violations(in: data, required: schema.isCustomers ? DefaultCustomers.required : [])
        guard missing.isEmpty else {
            if rejecting { throw RequestError.invalidBody(missing) }
            // Too little for a new customer, enough for one that is stored already.
            do throws(RecordError) {
                return try await records.performOne(.update(.externalID(schema.type, externalID), edit, nil)).record
            } catch .notFound {
                throw RequestError.invalidBody(missing)
            }
        }
        let draft = Records.Draft(type: schema.type, externalID: externalID, edit: edit)
        return try await records.performOne(rejecting ? .create(draft) : .upsert(draft)).record
    }
}

extension ResourceSchema {
    /// The external id that an upload states; refuses with ``RequestError/invalidBody(_:)`` when it states none.
    fileprivate func requiredKey(in data: JSONObject) throws(RequestError) -> String {
        if let key = key(in: data) { return key }
        guard let field = externalIDField else { throw .invalidBody([.noKey]) }
        let isAbsent = data[field]?.isNull ?? true
        throw .invalidBody([isAbsent ? .required(field) : .noName(field)])
    }
}

extension Violation {
    /// The schema definition names no field as the external id.
    fileprivate static let noKey = Violation(
        instance: JSONPointer(["data"]), keyword: "required", schema: .root, limit: nil,
        message: "cannot be stored: the schema definition has no externalIdField")

    /// The key holds nothing that can name a resource.
    fileprivate static func noName(_ field: String) -> Violation {
        Violation(
            instance: JSONPointer(["data", field]), keyword: "minLength", schema: .root, limit: 1,
            message: "must be a string that is not empty, since it is the external id")
    }
}
