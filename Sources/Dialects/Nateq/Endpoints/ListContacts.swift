import Access
import Endpoints
import HTTPTypes
import JSONCore
import Records

extension Nateq {
    /// Contacts by ascending id, which is the order of their making. Activities are for the answers about one contact.
    static let listContacts = Endpoint(
        .get, "/api/v1/contacts", id: "listContacts", "List contacts",
        permission: .scope(.readConversations),
        inputs: QueryInteger("page", "Number of the page.", in: 1...1_000_000_000, default: 1),
        QueryInteger("limit", "Number of contacts in a page.", in: 1...100, default: 20),
        QueryText("email", "Only contacts with exactly this email."),
        QueryText("externalId", "Only the contact with this external id."),
        answers: [
            Answer(
                .ok, "OK",
                schema: Envelope.schema(
                    data: ["type": "array", "items": contactSchema(withActivities: false)], meta: ListMeta.schema))
        ] + Answer.refusals(.badRequest, .unauthorized, .forbidden, .tooManyRequests)
    ) { call, page, limit, email, externalID in
        var conditions: [Filter] = []
        if let email { conditions.append(.compare(.field(JSONPointer(["email"])), .equal, .text(email))) }
        if let externalID { conditions.append(.compare(.externalID, .equal, .text(externalID))) }
        let found = try await call.records.page(
            Query(
                types: [.contact], filter: conditions.isEmpty ? nil : .all(conditions), limit: limit, offset: (page - 1) * limit,
                counted: true))
        let related = try await call.related(to: found.records)
        let meta = ListMeta(page: page, limit: limit, count: found.records.count, total: found.total ?? found.records.count)
        return Envelope.reply(.ok, "Contacts retrieved", capacity: 256 + 768 * found.records.count, meta: meta) { writer in
            writer.beginArray()
            for contact in found.records { ContactAnswer.write(contact, related, changes: nil, to: &writer) }
            writer.endArray()
        }
    }
}
