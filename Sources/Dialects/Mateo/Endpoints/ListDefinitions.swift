import Access
import Endpoints
import HTTPTypes

extension Mateo {
    static let listDefinitions = Endpoint(
        .get, "/api/v1/custom_entity_definition", id: "listDefinitions", "Get Custom Entity Definitions",
        permission: .scope(.readDefinitions),
        inputs: RowParameters.reading(.customEntityDefinition, example: Examples.filter(Examples.definition)),
        answers: Table.customEntityDefinition.readAnswers(Examples.definitionRow)
    ) { call, _ in try await Table.customEntityDefinition.read(call) }
}
