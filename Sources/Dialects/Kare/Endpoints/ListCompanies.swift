import Access
import Endpoints
import HTTPTypes
import JSONCore
import Records

extension Kare {
    private static let companyQuery = ListQuery(
        columns: [
            "id": .number, "name": .field(Field.name), "type": .field(Field.kind), "location": .field(Field.location),
            "email": .field(Field.email), "comment": .field(Field.comment), "archivedAt": .field(Field.archivedAt),
            "updatedAt": .updatedAt, "createdAt": .createdAt,
        ],
        extensions: [])

    /// Page "List companies of an organization".
    static let listCompanies = Endpoint(
        .get, "/companies/v2/rs", id: "listCompanies", "List companies of an organization",
        permission: .scope(.readConversations),
        inputs: companyQuery, subPageSize,
        answers: [
            Answer(.ok, "A page of the organization's companies", schema: answerList(of: CompanyAnswer.itemSchema))
        ] + Answer.refusals(.badRequest, .unauthorized, .forbidden)
    ) { call, query, limit in
        let page = try await call.records.page(query.query(.company))
        var contacts: [RecordID: [Record]] = [:]
        for company in page.records { contacts[company.id] = try await call.contacts(of: company, atMost: limit) }
        return listReply(page, query) { company, writer in
            writer.beginObject()
            CompanyAnswer.write(company, contacts: contacts[company.id] ?? [], canWrite: call.canWrite, to: &writer)
            writer.endObject()
        }
    }
}
