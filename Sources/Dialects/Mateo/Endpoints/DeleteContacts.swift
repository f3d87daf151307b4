import Access
import Endpoints
import HTTPTypes

extension Mateo {
    static let deleteContacts = Endpoint(
        .delete, "/api/v1/contact", id: "deleteContacts", "Delete Contact",
        details: "Takes away every row that the filters select, all or none. A filter is required.",
        permission: .scope(.writeConversations),
        inputs: RowParameters.writing(.contact, example: Examples.filter(Examples.contact)),
        answers: Table.contact.deleteAnswers(Examples.contactRow)
    ) { call, _ in try await Table.contact.delete(call) }
}
