/// What queries of a table of Mateo's can be about.
struct MateoTable {
    /// What the values of a place are like.
    enum Values: Hashable {
        case id(Request.Kind), ids, moment, word, boolean, text, json
    }

    typealias Place = (name: String, values: Values)

    let name: String
    let kind: Request.Kind
    let columns: [Place]
    /// Places inside columns.
    let paths: [Place]
    /// Columns that rows can be ordered by.
    let sortable: [String]
    /// Places that conditions are about; those on which stores can differ most are there several times.
    let places: [Place]

    private init(
        _ name: String, _ kind: Request.Kind, columns: [Place], paths: [String] = [], sortable: [String] = [], telling: Set<String>
    ) {
        self.name = name
        self.kind = kind
        self.columns = columns + [("created_at", .moment), ("updated_at", .moment)]
        self.paths = paths.map { ($0, $0.contains("->>") ? .text : .json) }
        self.sortable = ["created_at", "updated_at"] + sortable
        let all = self.columns + self.paths
        places = all + Array(repeating: all.filter { telling.contains($0.name) }, count: 4).joined()
    }

    static let all = [entity, entity, entity, contact, contact, conversation, definition]

    private static let entity = MateoTable(
        "custom_entity", .entity,
        columns: [
            ("id", .id(.entity)), ("custom_entity_definition_id", .id(.definition)), ("contact_id", .id(.contact)), ("external_id", .text),
            ("data", .json),
        ],
        paths: [
            "data->>status", "data->status", "data->code", "data->>code", "data->list->0", "data->list->>1", "data->list", "data->obj->x",
            "data->obj->>y", "data->any", "data->>any", "data->>missing", "data->missing->a", "data->0", "data->list->01",
        ],
        telling: ["data->>status", "data->code", "data->any"])

    private static let contact = MateoTable(
        "contact", .contact,
        columns: [
            ("id", .id(.contact)), ("full_name", .text), ("display_name", .text), ("email", .text), ("sms", .text), ("whatsapp", .text),
            ("description", .text), ("external_id", .text), ("custom_fields", .json), ("nothing", .text),
        ],
        paths: ["custom_fields->a", "custom_fields->>a", "custom_fields->b->0"],
        sortable: ["full_name", "display_name", "email", "sms", "external_id"], telling: ["full_name", "email", "custom_fields->a"])

    private static let conversation = MateoTable(
        "conversation", .conversation,
        columns: [
            ("id", .id(.conversation)), ("subject", .text), ("status", .word), ("assignee_id", .id(.employee)), ("unread", .boolean),
            ("channel_type", .word), ("contact_id", .id(.contact)), ("tags", .ids), ("is_spam", .boolean), ("inbox_id", .id(.inbox)),
            ("latest_message_created_at", .moment), ("external_id", .text),
        ],
        sortable: ["subject", "latest_message_created_at"], telling: ["latest_message_created_at", "subject", "status", "tags"])

    private static let definition = MateoTable(
        "custom_entity_definition", .definition,
        columns: [("id", .id(.definition)), ("key", .text), ("name", .text), ("schema", .json), ("asserts_format", .boolean)],
        paths: ["schema->>type", "schema->properties"], telling: ["key"])
}
