import JSONCore
import Records

/// One table of the API: rows are records of one type, or of every customer-defined type.
final class Table: Sendable {
    /// Which records are its rows.
    enum Rows: Sendable, Hashable {
        case ofType(TypeID)
        /// Those of every customer-defined type.
        case ofCustomTypes
    }

    /// A way that PostgREST's `on_conflict` may name the column that an upsert goes by.
    typealias ConflictTarget = Set<String>

    let name: String
    let rows: Rows
    /// In the page's order, which is the order of a row's members.
    let columns: [Column]
    /// Names that bodies may have beside the columns' own.
    let aliases: [Column]
    /// The columns that `order` may name.
    let sortable: [String]
    /// Whether an update must have the parameter `id`.
    let updatesNeedID: Bool
    /// What `on_conflict` may be; empty when the table knows no upsert.
    let conflictTargets: [ConflictTarget]

    init(
        name: String, rows: Rows, columns: [Column], aliases: [Column] = [], sortable: [String], updatesNeedID: Bool = false,
        conflictTargets: [ConflictTarget] = []
    ) {
        self.name = name
        self.rows = rows
        self.columns = columns
        self.aliases = aliases
        self.sortable = sortable
        self.updatesNeedID = updatesNeedID
        self.conflictTargets = conflictTargets
    }

    static let all: [Table] = [.customEntity, .customEntityDefinition, .conversation, .contact]

    /// The column with this name; nil when there is none.
    func column(_ name: String) -> Column? { columns.first { $0.name.hasSameBytes(as: name) } }

    /// The column or alias with this name; nil when there is none.
    func bodyColumn(_ name: String) -> Column? { column(name) ?? aliases.first { $0.name.hasSameBytes(as: name) } }
}

extension Table {
    /// JSON Schema of one row in an answer. `select` leaves columns out and brings others in, so none is required.
    var rowSchema: JSON {
        ["type": "object", "properties": .object(JSONObject(uniqueMembers: columns.map { ($0.name, $0.schema) }))]
    }

    /// JSON Schema of what a write answers: one row, or the rows in an array.
    var writtenSchema: JSON { ["oneOf": [rowSchema, ["type": "array", "items": rowSchema]]] }

    /// JSON Schema of a body that sets some of the columns.
    func bodySchema(_ names: [String], required: [String] = []) -> JSON {
        var schema: JSONObject = [
            "type": "object",
            "properties": .object(JSONObject(uniqueMembers: names.compactMap(bodyColumn).map { ($0.name, $0.bodySchema) })),
            "additionalProperties": false,
        ]
        if !required.isEmpty { schema["required"] = .array(required.map(JSON.string)) }
        return .object(schema)
    }

    /// JSON Schema of a body that is one row or an array of at most `limit` rows.
    func rowsSchema(_ names: [String], required: [String] = [], limit: Int) -> JSON {
        let row = bodySchema(names, required: required)
        return [
            "if": ["type": "array"], "then": ["items": row, "maxItems": .number(JSONNumber(limit))], "else": row,
        ]
    }

    /// Where a place in a record's `fields` stands in a row: the column's name as a JSON Pointer, and what follows inside the column.
    func place(of pointer: JSONPointer) -> JSONPointer {
        for column in columns {
            switch column.place {
            case .field(let field), .first(let field):
                guard field.isPrefix(of: pointer) else { continue }
                return JSONPointer([column.name] + pointer.tokens.dropFirst(field.tokens.count))
            case .id, .createdAt, .updatedAt, .organisation, .externalID, .definition, .definitionKey: continue
            }
        }
        return pointer
    }
}
