import Access
import Endpoints
import HTTPTypes
import Records

extension Kare {
    /// Page "Update a contact". One read for the company of the path, then one command: the engine itself refuses a contact of another
    /// company.
    static let updateContact = Endpoint(
        .patch, "/companies/v2/rs/{companyId}/contacts/{contactId}", id: "updateContact", "Update a contact",
        details: """
            Changes the members that are present. `null` clears `email` and `comment`, `phones` replaces the whole list, `notify` plans \
            the next notification or takes it back: `notifyAt` becomes the time of the write unless a later one is planned, or null.
            """,
        permission: .scope(.writeConversations),
        inputs: companyID, contactID, JSONBody(ContactBody.update, example: ContactBody.example),
        answers: [
            Answer(.ok, "Contacts updated successfully", schema: ContactAnswer.schema, example: ContactAnswer.example)
        ] + Answer.refusals(.badRequest, .unauthorized, .forbidden, .notFound, .conflict)
    ) { call, companyID, contactID, body in
        let company = try await call.writableCompany(companyID)
        let effect = try await call.records.performOne(
            .update(.number(.contact, contactID), ContactBody.edit(body), belongs(to: company)))
        return ContactAnswer.reply(effect.record, companyID: companyID)
    }
}
