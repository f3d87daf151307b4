extension RecordType {
    /// A company that contacts belong to.
    static let company = declared(
        .company, plural: "companies", "A company that contacts belong to.",
        schema: #"""
            {
              "type": "object",
              "properties": {
                "name": {"type": "string", "maxLength": 250},
                "domain": {"type": "string", "maxLength": 255},
                "kind": {"enum": [1, 2, 3], "description": "Kare's company type."},
                "email": {"type": "string", "maxLength": 250},
                "phones": {"type": "array", "items": {"type": "string", "maxLength": 50}, "maxItems": 50},
                "comment": {"type": "string", "maxLength": 2500},
                "location": {"type": "string", "maxLength": 250},
                "archivedAt": {"type": "string", "format": "date-time"}
              },
              "required": ["name"],
              "additionalProperties": false
            }
            """#,
        indexes: [FieldIndex("name"), FieldIndex("domain")])
}
