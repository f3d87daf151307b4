import Access
import Endpoints
import HTTPTypes
import JSONCore

extension Mateo {
    static let createDefinitions = Endpoint(
        .post, "/api/v1/custom_entity_definition", id: "createDefinitions", "Create Custom Entity Definition",
        details: "One row as an object, or at most \(Limits.bulkRecords) rows as an array, all or none.",
        permission: .scope(.writeDefinitions),
        inputs: RowParameters.inserting(.customEntityDefinition),
        RowBody(
            Table.customEntityDefinition.rowsSchema(
                ["id", "created_at", "updated_at", "organisation_id", "key", "name", "schema", "asserts_format"],
                required: ["key", "name", "schema"], limit: Limits.bulkRecords),
            example: ["key": "ticket", "name": "Ticket", "schema": Examples.schema]),
        answers: Table.customEntityDefinition.insertAnswers(Examples.definitionRow), bodyLimit: Limits.batchBody
    ) { call, _, body in try await Table.customEntityDefinition.insert(call, body) }
}
