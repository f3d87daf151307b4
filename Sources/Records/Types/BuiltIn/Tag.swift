extension RecordType {
    /// A label for contacts and conversations.
    static let tag = declared(
        .tag, plural: "tags", "A label for contacts and conversations.",
        schema: #"""
            {
              "type": "object",
              "properties": {
                "name": {"type": "string", "minLength": 1, "maxLength": 255},
                "displayName": {"type": "string", "maxLength": 255},
                "color": {"type": "string", "maxLength": 50}
              },
              "required": ["name"],
              "additionalProperties": false
            }
            """#,
        indexes: [FieldIndex("name", isUnique: true)])
}
