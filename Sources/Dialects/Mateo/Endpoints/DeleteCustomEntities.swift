import Access
import Endpoints
import HTTPTypes

extension Mateo {
    static let deleteCustomEntities = Endpoint(
        .delete, "/api/v1/custom_entity", id: "deleteCustomEntities", "Delete Custom Entity",
        details: "Takes away every row that the filters select, all or none. A filter is required.", permission: .scope(.writeEntities),
        inputs: RowParameters.writing(.customEntity, example: Examples.filter(Examples.entity)),
        answers: Table.customEntity.deleteAnswers(Examples.entityRow)
    ) { call, _ in try await Table.customEntity.delete(call) }
}
