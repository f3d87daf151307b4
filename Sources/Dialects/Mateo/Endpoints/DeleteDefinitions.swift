import Access
import Endpoints
import HTTPTypes

extension Mateo {
    static let deleteDefinitions = Endpoint(
        .delete, "/api/v1/custom_entity_definition", id: "deleteDefinitions", "Delete Custom Entity Definition",
        details: "Takes away every row that the filters select, all or none. A filter is required.", permission: .scope(.writeDefinitions),
        inputs: RowParameters.writing(.customEntityDefinition, example: Examples.filter(Examples.definition)),
        answers: Table.customEntityDefinition.deleteAnswers(Examples.definitionRow)
    ) { call, _ in try await Table.customEntityDefinition.delete(call) }
}
