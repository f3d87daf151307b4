/// What filters of Mateo's tables can be about.
struct MateoTable {
    /// What values of a column are like.
    enum Column: Hashable {
        case id(Request.Kind), ids, moment, word, boolean, text, json
    }

    let name: String
    let kind: Request.Kind
    let columns: [(name: String, kind: Column)]
    /// Columns that rows can be ordered by.
    let sortable: [String]
    /// Places inside columns.
    var paths: [String] = []

    /// Everything that a condition can be about, with what its values are like.
    var places: [(String, Column)] {
        columns.map { ($0.name, $0.kind) } + paths.map { ($0, $0.contains("->>") ? .text : .json) }
    }

    private static let common: [(name: String, kind: Column)] = [("created_at", .moment), ("updated_at", .moment)]

    static let all = [entity, entity, entity, contact, contact, conversation, definition]

    private static let entity = MateoTable(
        name: "custom_entity", kind: .entity,
        columns: [
            ("id", .id(.entity)), ("custom_entity_definition_id", .id(.definition)),
            ("contact_id", .id(.contact)), ("external_id", .text), ("data", .json),
        ] + common,
        sortable: ["created_at", "updated_at"],
        paths: [
            "data->>status", "data->>status", "data->status", "data->code", "data->code", "data->>code", "data->list->0", "data->list->>1",
            "data->list", "data->obj->x", "data->obj->>y", "data->any", "data->any", "data->>any", "data->>missing", "data->missing->a",
            "data->0",
        ])

    private static let contact = MateoTable(
        name: "contact", kind: .contact,
        columns: [
            ("id", .id(.contact)), ("full_name", .text), ("display_name", .text), ("email", .text), ("sms", .text), ("whatsapp", .text),
            ("description", .text), ("external_id", .text), ("custom_fields", .json), ("nothing", .text),
        ] + common,
        sortable: ["created_at", "updated_at", "full_name", "full_name", "email", "sms", "external_id"],
        paths: ["custom_fields->a", "custom_fields->>a", "custom_fields->b->0"])

    private static let conversation = MateoTable(
        name: "conversation", kind: .conversation,
        columns: [
            ("id", .id(.conversation)), ("subject", .text), ("status", .word), ("assignee_id", .id(.employee)), ("unread", .boolean),
            ("channel_type", .word), ("contact_id", .id(.contact)), ("tags", .ids), ("is_spam", .boolean), ("inbox_id", .id(.inbox)),
            ("latest_message_created_at", .moment), ("external_id", .text),
        ] + common,
        sortable: ["created_at", "updated_at", "subject", "latest_message_created_at"])

    private static let definition = MateoTable(
        name: "custom_entity_definition", kind: .definition,
        columns: [("id", .id(.definition)), ("key", .text), ("name", .text), ("schema", .json), ("asserts_format", .boolean)] + common,
        sortable: ["created_at", "updated_at"],
        paths: ["schema->>type", "schema->properties"])
}
