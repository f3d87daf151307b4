import Access
import Endpoints
import HTTPTypes

extension Mateo {
    static let listCustomEntities = Endpoint(
        .get, "/api/v1/custom_entity", id: "listCustomEntities", "Get Custom Entities", permission: .scope(.readEntities),
        inputs: RowParameters.reading(.customEntity, example: Examples.filter(Examples.entity)),
        answers: Table.customEntity.readAnswers(Examples.entityRow)
    ) { call, _ in try await Table.customEntity.read(call) }
}
