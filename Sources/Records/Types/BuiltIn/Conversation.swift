extension RecordType {
    /// A conversation with a contact over one channel (Mateo's table `conversation`).
    static let conversation = declared(
        .conversation, plural: "conversations", "A conversation with a contact over one channel.",
        schema: #"""
            {
              "type": "object",
              "properties": {
                "subject": {"type": "string", "maxLength": 2000},
                "status": {"enum": ["open", "closed", "archived"], "default": "open"},
                "assignee": {"type": "string", "format": "uuid", "description": "The employee's id."},
                "unread": {"type": "boolean"},
                "channel": {"type": "string", "format": "uuid", "description": "The channel's id."},
                "channelType": {"enum": ["email", "sms", "whatsapp", "instagram", "facebook", "google_business_messaging", "postal"]},
                "contact": {"type": "string", "format": "uuid", "description": "The contact's id."},
                "tags": {"type": "array", "items": {"type": "string", "format": "uuid"}, "uniqueItems": true, "maxItems": 1000, "description": "The tags' ids."},
                "isSpam": {"type": "boolean", "default": false},
                "inbox": {"type": "string", "format": "uuid", "description": "The inbox's id."},
                "latestMessage": {"type": "string", "format": "uuid"},
                "latestInboundMessage": {"type": "string", "format": "uuid"},
                "latestMessageAt": {"type": "string", "format": "date-time"},
                "latestInboundMessageAt": {"type": "string", "format": "date-time"}
              },
              "required": ["status", "channel", "channelType", "inbox"],
              "additionalProperties": false
            }
            """#,
        references: [
            ReferenceRule("assignee", to: .employee), ReferenceRule("channel", to: .channel), ReferenceRule("contact", to: .contact),
            ReferenceRule("inbox", to: .inbox), ReferenceRule("tags", to: .tag, isMany: true),
            ReferenceRule("latestMessage", to: .message), ReferenceRule("latestInboundMessage", to: .message),
        ],
        indexes: [FieldIndex("status"), FieldIndex("contact"), FieldIndex("inbox"), FieldIndex("assignee")])
}
