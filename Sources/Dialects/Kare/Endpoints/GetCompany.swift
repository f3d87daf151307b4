import Access
import Endpoints
import HTTPTypes

extension Kare {
    /// How many contacts are shown inside each company.
    static let subPageSize = QueryInteger("subPageSize", "Number of contacts shown inside a company.", in: 1...100, default: 10)

    /// Page "Get a company".
    static let getCompany = Endpoint(
        .get, "/companies/v2/rs/{companyId}", id: "getCompany", "Get a company",
        permission: .scope(.readConversations),
        inputs: companyID, subPageSize,
        answers: [
            Answer(.ok, "The company", schema: CompanyAnswer.fullSchema)
        ] + Answer.refusals(.badRequest, .unauthorized, .forbidden, .notFound)
    ) { call, companyID, limit in
        let company = try await call.company(companyID)
        let contacts = try await call.contacts(of: company, atMost: limit)
        return CompanyAnswer.reply(company, contacts: contacts, canWrite: call.canWrite)
    }
}
