import Access
import Endpoints
import HTTPTypes
import JSONCore

extension Mateo {
    static let updateDefinitions = Endpoint(
        .patch, "/api/v1/custom_entity_definition", id: "updateDefinitions", "Update Custom Entity Definition",
        details: "Sets the given columns of every row that the filters select, all or none. Without a filter the body's id names the row.",
        permission: .scope(.writeDefinitions),
        inputs: RowParameters.writing(.customEntityDefinition, example: Examples.filter(Examples.definition)),
        RowBody(
            Table.customEntityDefinition.bodySchema(
                ["id", "created_at", "updated_at", "organisation_id", "key", "name", "schema", "asserts_format"]),
            example: ["id": Examples.definition, "name": "Gift voucher"]),
        answers: Table.customEntityDefinition.updateAnswers(Examples.definitionRow)
    ) { call, _, body in try await Table.customEntityDefinition.update(call, body) }
}
