import JSONCore
import Records

/// One column of a table: its name on the vendor's page, and the place in a record that it shows.
///
/// Decoding, filtering, ordering, encoding, the OpenAPI document and the places in errors all go by this one declaration. It never changes;
/// being shared and not copied, it costs a row nothing to go through its columns.
final class Column: Sendable {
    /// The type of the values, as the page gives it.
    enum Kind: Sendable, Hashable {
        case uuid, timestamp, text, boolean
        /// One of a few words.
        case choice([String])
        /// A JSON object.
        case object
        /// A JSON array of ids.
        case ids
    }

    /// Where a record keeps the value.
    enum Place: Sendable, Hashable {
        case id, createdAt, updatedAt, organisation, externalID
        /// The id of the definition that declares the record's type.
        case definition
        /// The key of that definition: the other name of the same place, for bodies only.
        case definitionKey
        case field(JSONPointer)
        /// The first element of the array in a field.
        case first(JSONPointer)
    }

    let key: StaticString
    let name: String
    let kind: Kind
    let place: Place
    let summary: String
    /// Whether a body may hold null here, which takes the value away.
    let isNullable: Bool
    /// Whether rows made through another API may have no value here, though the page gives every row one.
    let maybeMissing: Bool
    /// What a row shows that has no value; nil shows null.
    let fallback: JSON?

    init(
        _ key: StaticString, _ kind: Kind, _ place: Place, _ summary: String, isNullable: Bool = false, maybeMissing: Bool = false,
        fallback: JSON? = nil
    ) {
        self.key = key
        self.name = key.description
        self.kind = kind
        self.place = place
        self.summary = summary
        self.isNullable = isNullable
        self.maybeMissing = maybeMissing
        self.fallback = fallback
    }

    /// Whether the server alone decides the value: a body may repeat it, never change it.
    var isServerOwned: Bool {
        switch place {
        case .id, .createdAt, .updatedAt, .organisation: true
        case .externalID, .definition, .definitionKey, .field, .first: false
        }
    }
}

extension Column {
    /// JSON Schema of the value in an answer.
    var schema: JSON { .object(schema(orNull: isNullable || maybeMissing)) }

    private func schema(orNull: Bool) -> JSONObject {
        func type(_ name: JSON) -> JSON { orNull ? [name, "null"] : name }
        var schema = JSONObject()
        switch kind {
        case .uuid: (schema["type"], schema["format"]) = (type("string"), "uuid")
        case .timestamp: (schema["type"], schema["format"]) = (type("string"), "date-time")
        case .text: schema["type"] = type("string")
        case .boolean: schema["type"] = type("boolean")
        case .choice(let words): schema["enum"] = .array(words.map(JSON.string) + (orNull ? [.null] : []))
        case .object: schema["type"] = type("object")
        case .ids: (schema["type"], schema["items"]) = (type("array"), ["type": "string", "format": "uuid"])
        }
        schema["description"] = .string(summary)
        if let fallback { schema["default"] = fallback }
        return schema
    }

    /// JSON Schema of the value in a body: as in an answer, with ids held to their form and the page's notation for a column's default.
    var bodySchema: JSON {
        var schema = schema(orNull: isNullable)
        let hex = "[0-9a-fA-F]"
        let uuid = "\(hex){8}-\(hex){4}-\(hex){4}-\(hex){4}-\(hex){12}"
        switch place {
        case .id:
            schema["format"] = nil
            schema["pattern"] = .string("^(\(uuid)|\(Self.defaultID))$")
            schema["default"] = .string(Self.defaultID)
        case .createdAt, .updatedAt:
            schema["format"] = nil
            schema["default"] = .string(Self.defaultTime)
        case .organisation, .externalID, .definition, .definitionKey, .field, .first:
            if kind == .uuid { schema["pattern"] = .string("^\(uuid)$") }
        }
        return .object(schema)
    }

    /// What the page's example bodies hold in the place of an id that the server makes.
    static let defaultID = "random uuid"
    /// What the page's example bodies hold in the place of a moment that the server takes.
    static let defaultTime = "now()"
}

extension Column {
    /// What the row of `record` shows in this column.
    func value(in record: Record) -> JSON {
        switch place {
        case .id: .string(record.id.text)
        case .createdAt: .string(record.createdAt.text(.postgreSQL))
        case .updatedAt: .string(record.updatedAt.text(.postgreSQL))
        case .organisation: .string(record.organisation.text)
        case .externalID: record.externalID.map(JSON.string) ?? .null
        case .definition, .definitionKey: .string(record.type.text)
        case .field(let pointer): stored(at: pointer, in: record) ?? fallback ?? .null
        case .first(let pointer): stored(at: pointer, in: record)?[0] ?? fallback ?? .null
        }
    }

    /// A field's value; a moment as PostgreSQL prints it.
    private func stored(at pointer: JSONPointer, in record: Record) -> JSON? {
        let value = record.fields.value(at: pointer)
        guard kind == .timestamp, case .string(let text)? = value, let moment = Timestamp(text) else { return value }
        return .string(moment.text(.postgreSQL))
    }

    /// What a query compares and sorts by; nil for the organisation, which every row of a caller shares.
    var operand: Operand? {
        switch place {
        case .id: .id
        case .createdAt: .createdAt
        case .updatedAt: .updatedAt
        case .organisation: nil
        case .externalID: .externalID
        case .definition, .definitionKey: .type
        case .field(let pointer): .field(pointer)
        case .first(let pointer): .field(pointer.appending(0))
        }
    }
}
