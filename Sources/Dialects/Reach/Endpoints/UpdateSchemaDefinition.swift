import Access
import Endpoints
import HTTPTypes
import JSONCore
import Records

extension Reach {
    static let updateSchemaDefinition = Endpoint(
        .post, "/partner/schema-definitions/{schemaIdOrName}", id: "updateSchemaDefinition", "Change a schema definition",
        details: "Only members that are given change; the names cannot. Stored resources are not checked anew.",
        permission: .platform(.writeDefinitions),
        inputs: definitionName, JSONBody(DefinitionDocuments.change, example: DefinitionDocuments.changeExample),
        answers: [Answer(.ok, "The definition as it is now.", schema: DefinitionDocuments.one, example: DefinitionDocuments.oneExample)]
            + Answer.refusals(.badRequest, .unauthorized, .forbidden, .notFound)
    ) { call, name, body in
        let change = try DefinitionBody(body)
        guard let stored = try await call.definition(named: name) else { throw RecordError.notFound(.definition) }
        let record = try await call.records.performOne(.update(.id(.definition, stored.id), try change.edit(of: stored), nil)).record
        return try await definition("The schema definition was changed.", record, call)
    }
}
