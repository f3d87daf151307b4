extension RecordType {
    /// A person: the record that all four vendors know under different names (DESIGN section 2 has the table of names).
    ///
    /// Limits here are the loosest of the four; a stricter one stands in the dialect that documents it.
    static let contact = declared(
        .contact, plural: "contacts", "A person, the record that every dialect shares.",
        schema: #"""
            {
              "type": "object",
              "properties": {
                "name": {"type": "string", "maxLength": 511, "description": "The full name. Follows from firstName and lastName when those are written."},
                "firstName": {"type": "string", "maxLength": 255},
                "lastName": {"type": "string", "maxLength": 255},
                "email": {"type": "string", "maxLength": 255},
                "phones": {"type": "array", "items": {"type": "string", "maxLength": 50}, "maxItems": 50, "description": "The first is the one that dialects with a single phone show."},
                "company": {"type": "string", "format": "uuid", "description": "The company's id."},
                "comment": {"type": "string", "maxLength": 10000},
                "avatar": {"type": "string", "maxLength": 65536},
                "channelData": {"type": "string", "maxLength": 65536},
                "country": {"type": "string", "maxLength": 100},
                "language": {"type": "string", "maxLength": 10},
                "position": {"type": "string", "maxLength": 255},
                "source": {"type": "string", "maxLength": 100},
                "doNotContact": {"type": "boolean"},
                "isAnonymous": {"type": "boolean"},
                "isPotentialClient": {"type": "boolean"},
                "kind": {"enum": ["contact", "guest", "customer"]},
                "emailOptOut": {"type": "boolean"},
                "smsOptOut": {"type": "boolean"},
                "whatsappOptOut": {"type": "boolean"},
                "whatsappOptOutAt": {"type": "string", "format": "date-time"},
                "detailUrl": {"type": "string", "maxLength": 8192},
                "customerSince": {"type": "string", "format": "date-time"},
                "notifyAt": {"type": "string", "format": "date-time", "description": "The next notification."},
                "tags": {"type": "array", "items": {"type": "string", "format": "uuid"}, "uniqueItems": true, "maxItems": 1000, "description": "The tags' ids."},
                "custom": {"type": "object", "description": "Fields that a platform's customers schema adds."}
              },
              "additionalProperties": false
            }
            """#,
        references: [ReferenceRule("company", to: .company), ReferenceRule("tags", to: .tag, isMany: true)],
        indexes: [FieldIndex("email"), FieldIndex("company"), FieldIndex("name")],
        derivation: .contactName)
}
