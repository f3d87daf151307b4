import Access
import Endpoints
import HTTPTypes
import Records

extension Nateq {
    static let createContact = Endpoint(
        .post, "/api/v1/contacts", id: "createContact", "Create a contact",
        details: "Takes the same fields as the update, none of them required. `type` is `contact` unless another is given.",
        permission: .scope(.writeConversations),
        inputs: JSONBody(ContactBody.schema, example: ContactBody.example),
        answers: [Answer(.created, "Created", schema: oneContact)]
            + Answer.refusals(.badRequest, .unauthorized, .forbidden, .conflict, .tooManyRequests)
    ) { call, body in
        let effect = try await call.records.performOne(.create(try ContactBody.draft(body)))
        return try await ContactAnswer.reply(.created, "Contact created", effect.record, call)
    }
}
