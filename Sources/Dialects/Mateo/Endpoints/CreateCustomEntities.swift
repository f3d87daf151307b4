import Access
import Endpoints
import HTTPTypes
import JSONCore

extension Mateo {
    static let createCustomEntities = Endpoint(
        .post, "/api/v1/custom_entity", id: "createCustomEntities", "Create Custom Entity",
        details: "One row as an object, or at most \(Limits.bulkRecords) rows as an array, all or none.",
        permission: .scope(.writeEntities),
        inputs: RowParameters.inserting(.customEntity),
        RowBody(
            Table.customEntity.rowsSchema(
                [
                    "id", "created_at", "updated_at", "organisation_id", "custom_entity_definition_id", "contact_id", "external_id", "data",
                    "custom_entity_definition_key",
                ],
                required: ["contact_id", "data"], limit: Limits.bulkRecords),
            example: [
                "custom_entity_definition_key": "voucher", "contact_id": Examples.contact, "external_id": "VOUCH-67890",
                "data": ["voucher_id": "VOUCH-67890", "status": "sent", "code": 102_938_406],
            ]),
        answers: Table.customEntity.insertAnswers(Examples.entityRow), bodyLimit: Limits.batchBody
    ) { call, _, body in try await Table.customEntity.insert(call, body) }
}
