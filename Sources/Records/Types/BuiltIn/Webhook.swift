extension RecordType {
    /// A subscription to changes.
    static let webhook = declared(
        .webhook, plural: "webhooks", "A subscription to changes.",
        schema: #"""
            {
              "type": "object",
              "properties": {
                "name": {"type": "string", "maxLength": 255},
                "url": {"type": "string", "minLength": 1, "maxLength": 2048},
                "events": {"type": "array", "items": {"type": "string", "maxLength": 100}, "maxItems": 100, "uniqueItems": true},
                "method": {"enum": ["POST", "PUT", "PATCH"], "default": "POST"},
                "headers": {"type": "object", "additionalProperties": {"type": "string", "maxLength": 4096}, "maxProperties": 50},
                "isActive": {"type": "boolean", "default": true}
              },
              "required": ["url"],
              "additionalProperties": false
            }
            """#)
}
