extension RecordType {
    /// A line over which messages come and go: an email address, a phone number, an account.
    static let channel = declared(
        .channel, plural: "channels", "A line over which messages come and go.",
        schema: #"""
            {
              "type": "object",
              "properties": {
                "type": {"enum": ["email", "sms", "whatsapp", "instagram", "facebook", "google_business_messaging", "postal"]},
                "name": {"type": "string", "maxLength": 255},
                "handle": {"type": "string", "maxLength": 255, "description": "The address or number."},
                "status": {"enum": ["draft", "in-review", "rejected", "active", "inactive"], "default": "active"}
              },
              "required": ["type"],
              "additionalProperties": false
            }
            """#)
}
