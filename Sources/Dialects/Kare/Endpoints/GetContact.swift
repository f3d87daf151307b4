import Access
import Endpoints
import HTTPTypes
import JSONCore
import Records

extension Kare {
    /// By analogy with the update; the vendor's page is not public.
    static let getContact = Endpoint(
        .get, "/companies/v2/rs/{companyId}/contacts/{contactId}", id: "getContact", "Get a contact",
        permission: .scope(.readConversations),
        inputs: companyID, contactID,
        answers: [
            Answer(.ok, "The contact", schema: ContactAnswer.schema, example: ContactAnswer.example)
        ] + Answer.refusals(.badRequest, .unauthorized, .forbidden, .notFound)
    ) { call, companyID, contactID in
        let company = try await call.company(companyID)
        let contact = try await call.records.record(.number(.contact, contactID))
        guard contact["company"]?.asString == company.id.text else { throw RecordError.notFound(.contact) }
        return ContactAnswer.reply(contact, companyID: companyID)
    }
}
