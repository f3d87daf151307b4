import Access
import Endpoints
import HTTPTypes
import Records

extension Nateq {
    static let deleteContact = Endpoint(
        .delete, "/api/v1/contacts/{id}", id: "deleteContact", "Delete a contact",
        permission: .scope(.writeConversations),
        inputs: contactID,
        answers: [Answer(.noContent, "The contact is gone")]
            + Answer.refusals(.unauthorized, .forbidden, .notFound, .conflict, .tooManyRequests)
    ) { call, id in
        _ = try await call.records.performOne(.delete(try key(id), nil))
        return .noContent
    }
}
