import Access
import Endpoints
import HTTPTypes
import JSONCore

extension Mateo {
    static let updateConversations = Endpoint(
        .patch, "/api/v1/conversation", id: "updateConversations", "Update Conversation",
        details: "Sets the given columns of the conversation; id is required.",
        permission: .scope(.writeConversations),
        inputs: RowParameters.writing(.conversation, example: Examples.filter(Examples.conversation), isIDRequired: true),
        RowBody(
            Table.conversation.bodySchema(["inbox_id", "assignee_id", "status"]),
            example: ["inbox_id": Examples.otherInbox, "assignee_id": Examples.employee, "status": "open"]),
        answers: Table.conversation.updateAnswers(Examples.conversationRow)
    ) { call, _, body in try await Table.conversation.update(call, body) }
}
