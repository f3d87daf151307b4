import Access
import Endpoints
import HTTPTypes
import JSONCore

extension Mateo {
    static let updateCustomEntities = Endpoint(
        .patch, "/api/v1/custom_entity", id: "updateCustomEntities", "Update Custom Entity",
        details: """
            Sets the given columns of every row that the filters select, all or none. Without a filter the body's id names the row. \
            data is replaced as a whole and must match the definition's schema.
            """,
        permission: .scope(.writeEntities),
        inputs: RowParameters.writing(.customEntity, example: Examples.filter(Examples.entity)),
        RowBody(
            Table.customEntity.bodySchema([
                "id", "created_at", "updated_at", "organisation_id", "custom_entity_definition_id", "contact_id", "external_id", "data",
                "custom_entity_definition_key",
            ]),
            example: [
                "id": Examples.entity, "external_id": "VOUCH-12345",
                "data": ["voucher_id": "VOUCH-12345", "status": "redeemed", "code": 102_938_405],
                "custom_entity_definition_key": "voucher",
            ]),
        answers: Table.customEntity.updateAnswers(Examples.entityRow)
    ) { call, _, body in try await Table.customEntity.update(call, body) }
}
