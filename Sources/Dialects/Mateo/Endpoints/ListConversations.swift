import Access
import Endpoints
import HTTPTypes

extension Mateo {
    static let listConversations = Endpoint(
        .get, "/api/v1/conversation", id: "listConversations", "Get Conversations", permission: .scope(.readConversations),
        inputs: RowParameters.reading(.conversation, example: Examples.filter(Examples.conversation)),
        answers: Table.conversation.readAnswers(Examples.conversationRow)
    ) { call, _ in try await Table.conversation.read(call) }
}
