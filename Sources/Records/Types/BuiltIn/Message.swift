extension RecordType {
    /// One message of a conversation.
    static let message = declared(
        .message, plural: "messages", "One message of a conversation.",
        schema: #"""
            {
              "type": "object",
              "properties": {
                "conversation": {"type": "string", "format": "uuid", "description": "The conversation's id."},
                "isInbound": {"type": "boolean", "default": false},
                "subject": {"type": "string", "maxLength": 2000},
                "content": {"type": "string", "maxLength": 262144},
                "status": {"enum": ["scheduled", "sent", "read", "failed"]},
                "author": {"type": "string", "format": "uuid", "description": "The employee's id, for an outbound message."},
                "sentAt": {"type": "string", "format": "date-time"}
              },
              "required": ["conversation"],
              "additionalProperties": false
            }
            """#,
        references: [ReferenceRule("conversation", to: .conversation), ReferenceRule("author", to: .employee)],
        indexes: [FieldIndex("conversation")])
}
