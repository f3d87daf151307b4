import Access
import Endpoints
import HTTPTypes
import Records

extension Nateq {
    static let getContact = Endpoint(
        .get, "/api/v1/contacts/{id}", id: "getContact", "Get a contact",
        permission: .scope(.readConversations),
        inputs: contactID,
        answers: [Answer(.ok, "OK", schema: oneContact)] + Answer.refusals(.unauthorized, .forbidden, .notFound, .tooManyRequests)
    ) { call, id in
        let contact = try await call.records.record(try key(id))
        return try await ContactAnswer.reply(.ok, "Contact retrieved", contact, call)
    }
}
