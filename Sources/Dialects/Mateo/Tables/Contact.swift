import JSONCore
import Records

extension Table {
    /// Contacts: the columns of `contact` that the shared contact record has.
    static let contact = Table(
        name: "contact", rows: .ofType(.contact),
        columns: [
            Column("id", .uuid, .id, "Contact ID"),
            Column("created_at", .timestamp, .createdAt, "Creation date"),
            Column("updated_at", .timestamp, .updatedAt, "Latest update"),
            Column("organisation_id", .uuid, .organisation, "Organisation ID"),
            Column("full_name", .text, .field(JSONPointer(["name"])), "Full name", isNullable: true),
            Column("display_name", .text, .field(JSONPointer(["name"])), "The name to show; read-only", isNullable: true),
            Column("email", .text, .field(JSONPointer(["email"])), "Email address", isNullable: true),
            Column("sms", .text, .first(JSONPointer(["phones"])), "Phone number; the same place as whatsapp", isNullable: true),
            Column("whatsapp", .text, .first(JSONPointer(["phones"])), "Phone number; the same place as sms", isNullable: true),
            Column("description", .text, .field(JSONPointer(["comment"])), "Description", isNullable: true),
            Column("external_id", .text, .externalID, "External ID", isNullable: true),
            Column("custom_fields", .object, .field(JSONPointer(["custom"])), "Custom fields by key", isNullable: true),
        ],
        sortable: ["created_at", "updated_at", "full_name", "display_name", "email", "sms", "whatsapp", "external_id"],
        conflictTargets: [["external_id"]])
}
