import Access
import Endpoints
import HTTPTypes
import Records

extension Kare {
    /// Page "Create a company".
    static let createCompany = Endpoint(
        .post, "/companies/v2/rs", id: "createCompany", "Create a company",
        permission: .scope(.writeConversations),
        inputs: JSONBody(CompanyBody.creation, example: CompanyBody.example),
        answers: [
            Answer(.created, "The company", schema: CompanyAnswer.recordSchema, example: CompanyAnswer.recordExample)
        ] + Answer.refusals(.badRequest, .unauthorized, .forbidden)
    ) { call, body in
        let effect = try await call.records.performOne(.create(Draft(type: .company, edit: CompanyBody.edit(body))))
        return CompanyAnswer.recordReply(.created, effect.record)
    }
}
