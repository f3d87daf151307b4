import Access
import Endpoints
import HTTPTypes
import JSONCore

extension Mateo {
    static let createContacts = Endpoint(
        .post, "/api/v1/contact", id: "createContacts", "Create Contact",
        details: "One row as an object, or at most \(Limits.bulkRecords) rows as an array, all or none.",
        permission: .scope(.writeConversations),
        inputs: RowParameters.inserting(.contact),
        RowBody(
            Table.contact.rowsSchema(
                [
                    "id", "created_at", "updated_at", "organisation_id", "full_name", "email", "sms", "whatsapp", "description",
                    "external_id", "custom_fields",
                ],
                limit: Limits.bulkRecords),
            example: ["full_name": "Charles Babbage", "email": "charles@engines.example", "external_id": "cust-1002"]),
        answers: Table.contact.insertAnswers(Examples.contactRow), bodyLimit: Limits.batchBody
    ) { call, _, body in try await Table.contact.insert(call, body) }
}
