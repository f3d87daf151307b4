import Access
import Endpoints
import HTTPTypes
import JSONCore
import Records

extension Kare {
    private static let contactQuery = ListQuery(
        columns: [
            "id": .number, "name": .field(Field.name), "email": .field(Field.email), "comment": .field(Field.comment),
            "notifyAt": .field(Field.notifyAt), "updatedAt": .updatedAt, "createdAt": .createdAt,
        ],
        extensions: ["company", "actions-info"])

    /// Page "List contacts of a company".
    static let listContacts = Endpoint(
        .get, "/companies/v2/rs/{companyId}/contacts", id: "listContacts", "List contacts of a company",
        permission: .scope(.readConversations),
        inputs: companyID, contactQuery,
        answers: [
            Answer(
                .ok, "A page of the company's contacts", schema: answerList(of: ContactAnswer.itemSchema),
                example: ["data": [ContactAnswer.example], "pagination": ["page": 1, "pageSize": 50]])
        ] + Answer.refusals(.badRequest, .unauthorized, .forbidden, .notFound)
    ) { call, companyID, query in
        let company = try await call.company(companyID)
        let page = try await call.records.page(query.query(.contact, filter: contacts(of: company)))
        let isWritable = call.canWrite && !isArchived(company)
        return listReply(page, query) { contact, writer in
            writer.beginObject()
            ContactAnswer.write(contact, companyID: companyID, to: &writer)
            if query.extensions.contains("company") {
                writer.key("company")
                writer.beginObject()
                CompanyAnswer.writeBrief(company, to: &writer)
                writer.endObject()
            }
            if query.extensions.contains("actions-info") { writer.actions(updating: isWritable, deleting: isWritable) }
            writer.endObject()
        }
    }
}
