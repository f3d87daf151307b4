import Access
import Endpoints
import HTTPTypes
import Records

extension Kare {
    /// Page "Update a company".
    static let updateCompany = Endpoint(
        .patch, "/companies/v2/rs/{companyId}", id: "updateCompany", "Update a company",
        details: "Changes the members that are present. `null` clears `comment` and `location`, `phones` replaces the whole list.",
        permission: .scope(.writeConversations),
        inputs: companyID, JSONBody(CompanyBody.update, example: CompanyBody.example),
        answers: [
            Answer(.ok, "The company", schema: CompanyAnswer.recordSchema, example: CompanyAnswer.recordExample)
        ] + Answer.refusals(.badRequest, .unauthorized, .forbidden, .notFound, .conflict)
    ) { call, companyID, body in
        let company = try await call.writableCompany(companyID)
        let effect = try await call.records.performOne(.update(.id(.company, company.id), CompanyBody.edit(body), nil))
        return CompanyAnswer.recordReply(.ok, effect.record)
    }
}
