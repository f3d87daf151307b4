import Access
import Endpoints
import HTTPTypes
import Records

extension Nateq {
    /// What every operation on one contact answers.
    static let oneContact = Envelope.schema(data: contactSchema(withActivities: true))

    /// Page "Update a contact". One command, then what the answer shows besides the contact itself.
    static let updateContact = Endpoint(
        .put, "/api/v1/contacts/{id}", id: "updateContact", "Update a contact",
        details: """
            Changes the fields that are present; absent ones and those that are `null` stay as they are. An empty text clears its field, \
            an empty `companyId` unlinks the company.
            """,
        permission: .scope(.writeConversations),
        inputs: contactID, JSONBody(ContactBody.schema, example: ContactBody.example),
        answers: [Answer(.ok, "OK", schema: oneContact)]
            + Answer.refusals(.badRequest, .unauthorized, .forbidden, .notFound, .conflict, .tooManyRequests)
    ) { call, id, body in
        let command = Command.update(try key(id), try ContactBody.edit(body), nil)
        let effect = try await call.records.performOne(command)
        return try await ContactAnswer.reply(.ok, "Contact updated", effect.record, call)
    }
}
