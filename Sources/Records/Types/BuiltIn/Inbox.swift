extension RecordType {
    /// A place where conversations wait for employees.
    static let inbox = declared(
        .inbox, plural: "inboxes", "A place where conversations wait for employees.",
        schema: #"""
            {
              "type": "object",
              "properties": {"name": {"type": "string", "minLength": 1, "maxLength": 255}},
              "required": ["name"],
              "additionalProperties": false
            }
            """#)
}
