import Access
import Endpoints
import HTTPTypes
import JSONCore
import Records

extension Reach {
    static let createSchemaDefinition = Endpoint(
        .post, "/partner/schema-definitions", id: "createSchemaDefinition", "Define a schema",
        details:
            "Its resources are at once at `/api/resources/{name}` for all of the platform's tenants. A schema called `customers` takes "
            + "the place of the default one.",
        permission: .platform(.writeDefinitions),
        inputs: JSONBody(DefinitionDocuments.creation, example: DefinitionDocuments.creationExample),
        answers: [Answer(.ok, "The definition.", schema: DefinitionDocuments.one, example: DefinitionDocuments.oneExample)]
            + Answer.refusals(.badRequest, .unauthorized, .forbidden, .conflict)
    ) { call, body in
        let wanted = try DefinitionBody(body)
        let draft = try wanted.draft()
        // One definition's name may not be another one's plural name; the store guards each of the two only against its like.
        for name in wanted.names {
            guard try await call.definition(named: name) == nil else { throw RecordError.duplicate(field: "/key") }
        }
        let record = try await call.records.performOne(.create(draft)).record
        return try await definition("The schema was defined.", record, call)
    }
}
