import JSONCore

/// Rows of the demo organisation, for the examples of the OpenAPI document.
enum Examples {
    static let organisation: JSON = "019b7600-0000-7000-8000-000000000002"
    static let contact: JSON = "019b7600-0000-7000-8000-00000000000c"
    static let definition: JSON = "019b7600-0000-7000-8000-00000000000d"
    static let entity: JSON = "019b7600-0000-7000-8000-00000000000e"
    static let channel: JSON = "019b7600-0000-7000-8000-00000000000f"
    static let inbox: JSON = "019b7600-0000-7000-8000-000000000010"
    static let otherInbox: JSON = "019b7600-0000-7000-8000-000000000011"
    static let employee: JSON = "019b7600-0000-7000-8000-000000000012"
    static let conversation: JSON = "019b7600-0000-7000-8000-000000000013"
    private static let moment: JSON = "2026-01-01T09:30:00.123456+00:00"

    /// The filter that names the row with this id.
    static func filter(_ id: JSON) -> JSON { .string("eq." + (id.asString ?? "")) }

    static let schema: JSON = [
        "type": "object",
        "properties": ["voucher_id": ["type": "string"], "status": ["type": "string"], "code": ["type": "number"]],
        "required": ["voucher_id", "status"],
    ]

    static let entityRow: JSON = [
        "id": entity, "created_at": moment, "updated_at": moment, "organisation_id": organisation,
        "custom_entity_definition_id": definition, "contact_id": contact, "external_id": "VOUCH-12345",
        "data": ["voucher_id": "VOUCH-12345", "status": "sent", "code": 102_938_405],
    ]

    static let definitionRow: JSON = [
        "id": definition, "created_at": moment, "updated_at": moment, "organisation_id": organisation, "key": "voucher", "name": "Voucher",
        "schema": schema, "asserts_format": false,
    ]

    static let conversationRow: JSON = [
        "id": conversation, "created_at": moment, "updated_at": moment, "organisation_id": organisation,
        "subject": "An engine that weaves numbers", "status": "open", "assignee_id": employee, "unread": true, "channel_id": channel,
        "channel_type": "email", "contact_id": contact, "external_id": nil, "tags": nil, "is_spam": false, "inbox_id": otherInbox,
        "latest_message_id": nil, "latest_inbound_message_id": nil, "latest_message_created_at": nil,
        "latest_inbound_message_created_at": nil,
    ]

    static let contactRow: JSON = [
        "id": contact, "created_at": moment, "updated_at": moment, "organisation_id": organisation, "full_name": "Ada Lovelace",
        "display_name": "Ada Lovelace", "email": "ada@engines.example", "sms": "+442071234567", "whatsapp": "+442071234567",
        "description": "Prefers letters.", "external_id": "cust-1001", "custom_fields": nil,
    ]
}
