import Access
import Endpoints
import HTTPTypes
import JSONCore
import Records

extension Kare {
    /// Page "Create contacts": all of them or none.
    static let createContacts = Endpoint(
        .post, "/companies/v2/rs/{companyId}/contacts", id: "createContacts", "Create contacts",
        details: "Makes all contacts or, when one of them is refused, none.",
        permission: .scope(.writeConversations),
        inputs: companyID, JSONBody(ContactBody.creation, example: [ContactBody.example]),
        answers: [
            Answer(
                .created, "The contacts are made",
                schema: answerObject([("nbInsertion", ["type": "integer", "minimum": 0, "description": "Number of inserted elements."])]),
                example: ["nbInsertion": 1])
        ] + Answer.refusals(.badRequest, .unauthorized, .forbidden, .notFound, .conflict),
        bodyLimit: Limits.batchBody
    ) { call, companyID, body in
        let company = try await call.writableCompany(companyID)
        let drafts = (body.asArray ?? []).map { ContactBody.draft($0, of: company) }
        if !drafts.isEmpty { _ = try await call.records.perform(.createAll(drafts)) }
        return .json(.created, ["nbInsertion": .number(JSONNumber(drafts.count))])
    }
}
