import Access
import Endpoints
import HTTPTypes
import JSONCore

extension Mateo {
    static let updateContacts = Endpoint(
        .patch, "/api/v1/contact", id: "updateContacts", "Update Contact",
        details: "Sets the given columns of every row that the filters select, all or none. Without a filter the body's id names the row.",
        permission: .scope(.writeConversations),
        inputs: RowParameters.writing(.contact, example: Examples.filter(Examples.contact)),
        RowBody(
            Table.contact.bodySchema([
                "id", "created_at", "updated_at", "organisation_id", "full_name", "email", "sms", "whatsapp", "description", "external_id",
                "custom_fields",
            ]),
            example: ["id": Examples.contact, "description": "Prefers email now."]),
        answers: Table.contact.updateAnswers(Examples.contactRow)
    ) { call, _, body in try await Table.contact.update(call, body) }
}
