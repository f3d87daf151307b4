import Access
import Endpoints
import HTTPTypes

extension Mateo {
    static let listContacts = Endpoint(
        .get, "/api/v1/contact", id: "listContacts", "Get Contacts", permission: .scope(.readConversations),
        inputs: RowParameters.reading(.contact, example: Examples.filter(Examples.contact)),
        answers: Table.contact.readAnswers(Examples.contactRow)
    ) { call, _ in try await Table.contact.read(call) }
}
