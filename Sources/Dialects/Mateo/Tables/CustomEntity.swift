import JSONCore

extension Table {
    /// Records of customer-defined types: `custom_entity`.
    static let customEntity = Table(
        name: "custom_entity", rows: .ofCustomTypes,
        columns: [
            Column("id", .uuid, .id, "Entity ID"),
            Column("created_at", .timestamp, .createdAt, "Creation date"),
            Column("updated_at", .timestamp, .updatedAt, "Latest update"),
            Column("organisation_id", .uuid, .organisation, "Organisation ID"),
            Column("custom_entity_definition_id", .uuid, .definition, "Custom entity definition ID"),
            Column("contact_id", .uuid, .field(JSONPointer(["contact"])), "Contact ID", maybeMissing: true),
            Column("external_id", .text, .externalID, "External ID", isNullable: true),
            Column(
                "data", .object, .field(JSONPointer(["data"])), "Entity data matching the custom entity definition schema",
                maybeMissing: true),
        ],
        aliases: [
            Column(
                "custom_entity_definition_key", .text, .definitionKey,
                "Key of the custom entity definition. Alternative to custom_entity_definition_id.")
        ],
        sortable: ["created_at", "updated_at"],
        conflictTargets: [["external_id"], ["custom_entity_definition_id", "external_id"]])
}
