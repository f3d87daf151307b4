import Access
import Endpoints
import HTTPTypes
import Records

extension Kare {
    /// By analogy with `DELETE /interventions/v2/rs/{interventionId}`; the vendor's page is not public.
    static let deleteContact = Endpoint(
        .delete, "/companies/v2/rs/{companyId}/contacts/{contactId}", id: "deleteContact", "Delete a contact",
        permission: .scope(.writeConversations),
        inputs: companyID, contactID,
        answers: [Answer(.noContent, "The contact is gone")]
            + Answer.refusals(.badRequest, .unauthorized, .forbidden, .notFound, .conflict)
    ) { call, companyID, contactID in
        let company = try await call.writableCompany(companyID)
        _ = try await call.records.performOne(.delete(.number(.contact, contactID), belongs(to: company)))
        return .noContent
    }
}
