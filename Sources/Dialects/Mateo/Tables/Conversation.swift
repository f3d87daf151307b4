import JSONCore
import Records

extension Table {
    /// Conversations: `conversation`.
    static let conversation = Table(
        name: "conversation", rows: .ofType(.conversation),
        columns: [
            Column("id", .uuid, .id, "Conversation ID"),
            Column("created_at", .timestamp, .createdAt, "Conversation creation date"),
            Column("updated_at", .timestamp, .updatedAt, "Latest update"),
            Column("organisation_id", .uuid, .organisation, "Organisation ID"),
            Column("subject", .text, .field(JSONPointer(["subject"])), "Subject of conversation", isNullable: true),
            Column(
                "status", .choice(["open", "closed", "archived"]), .field(JSONPointer(["status"])), "Status of conversation",
                fallback: "open"),
            Column("assignee_id", .uuid, .field(JSONPointer(["assignee"])), "Assignee ID", isNullable: true),
            Column("unread", .boolean, .field(JSONPointer(["unread"])), "Is conversation on unread?", isNullable: true),
            Column("channel_id", .uuid, .field(JSONPointer(["channel"])), "Channel ID"),
            Column(
                "channel_type", .choice(["email", "sms", "whatsapp", "instagram", "facebook", "google_business_messaging", "postal"]),
                .field(JSONPointer(["channelType"])), "Channel Type of Conversation"),
            Column("contact_id", .uuid, .field(JSONPointer(["contact"])), "Contact ID", isNullable: true),
            Column("external_id", .text, .externalID, "External ID", isNullable: true),
            Column("tags", .ids, .field(JSONPointer(["tags"])), "Given tags of conversation", isNullable: true),
            Column("is_spam", .boolean, .field(JSONPointer(["isSpam"])), "Is conversation marked as spam?", fallback: false),
            Column("inbox_id", .uuid, .field(JSONPointer(["inbox"])), "Inbox ID"),
            Column("latest_message_id", .uuid, .field(JSONPointer(["latestMessage"])), "Latest message ID", isNullable: true),
            Column(
                "latest_inbound_message_id", .uuid, .field(JSONPointer(["latestInboundMessage"])), "Latest inbound message ID",
                isNullable: true),
            Column(
                "latest_message_created_at", .timestamp, .field(JSONPointer(["latestMessageAt"])), "Latest message creation date",
                isNullable: true),
            Column(
                "latest_inbound_message_created_at", .timestamp, .field(JSONPointer(["latestInboundMessageAt"])),
                "Latest inbound message creation date", isNullable: true),
        ],
        sortable: [
            "created_at", "updated_at", "subject", "external_id", "latest_message_created_at", "latest_inbound_message_created_at",
        ],
        updatesNeedID: true)
}
