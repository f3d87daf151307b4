extension RecordType {
    /// A member of the organisation whom conversations are assigned to.
    static let employee = declared(
        .employee, plural: "employees", "A member of the organisation whom conversations are assigned to.",
        schema: #"""
            {
              "type": "object",
              "properties": {
                "fullName": {"type": "string", "maxLength": 255},
                "displayName": {"type": "string", "maxLength": 255},
                "username": {"type": "string", "maxLength": 255},
                "email": {"type": "string", "maxLength": 255},
                "signature": {"type": "string", "maxLength": 10000},
                "isAdmin": {"type": "boolean", "default": false}
              },
              "required": ["fullName"],
              "additionalProperties": false
            }
            """#,
        indexes: [FieldIndex("email")])
}
