import JSONCore
import Records

extension Table {
    /// The declarations of customer-defined types: `custom_entity_definition`.
    static let customEntityDefinition = Table(
        name: "custom_entity_definition", rows: .ofType(.definition),
        columns: [
            Column("id", .uuid, .id, "Definition ID"),
            Column("created_at", .timestamp, .createdAt, "Creation date"),
            Column("updated_at", .timestamp, .updatedAt, "Latest update"),
            Column("organisation_id", .uuid, .organisation, "Organisation ID"),
            Column("key", .text, .field(JSONPointer(["key"])), "Unique, human-readable key of the definition"),
            Column("name", .text, .field(JSONPointer(["name"])), "Name of the definition", maybeMissing: true),
            Column("schema", .object, .field(JSONPointer(["schema"])), "JSON Schema that the data of the entities must match"),
            Column(
                "asserts_format", .boolean, .field(JSONPointer(["assertsFormat"])),
                "Kith's own column: whether the schema's format keywords are rules", fallback: false),
        ],
        sortable: ["created_at", "updated_at"])
}
