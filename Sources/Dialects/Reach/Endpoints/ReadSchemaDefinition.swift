import Access
import Endpoints
import HTTPTypes
import JSONCore
import Records

extension Reach {
    static let readSchemaDefinition = Endpoint(
        .get, "/partner/schema-definitions/{schemaIdOrName}", id: "readSchemaDefinition", "Read a schema definition",
        permission: .platform(.readDefinitions), inputs: definitionName,
        answers: [Answer(.ok, "The definition.", schema: DefinitionDocuments.one, example: DefinitionDocuments.oneExample)]
            + Answer.refusals(.unauthorized, .forbidden, .notFound)
    ) { call, name in
        guard let record = try await call.definition(named: name) else { throw RecordError.notFound(.definition) }
        return try await definition("The schema definition was read.", record, call)
    }
}
