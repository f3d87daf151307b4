import GRDB
import JSONCore
import Records

/// Makes the indexes that the types declare, and fills the columns they are on when a declaration is new.
enum IndexSchema {
    /// What tells records of customer-defined types, whose type is an id's 36 characters, from those of built-in ones.
    static let isCustom = "length(type) = 36"

    /// Brings the indexes of `database` to what `indexes` says, type by type, together with what the file says of them.
    ///
    /// Runs inside a transaction of the caller's, on a connection that knows ``FieldFunctions``. Fails where records share a value that is
    /// to be unique.
    static func install(_ indexes: IndexedFields, on database: Database) throws {
        let declared = Dictionary(grouping: indexes.entries, by: \.typeName)
        let stored = Dictionary(grouping: try storedEntries(database), by: \.typeName)
        for type in Set(declared.keys).union(stored.keys).sorted() {
            let (entries, present) = (declared[type] ?? [], stored[type] ?? [])
            guard entries != present else { continue }
            for entry in present { try database.execute(sql: "DROP INDEX IF EXISTS \(entry.indexName)") }
            try database.execute(sql: "DELETE FROM indexed_field WHERE type = ?", arguments: [type])
            try fill(entries, of: type, on: database)
            for entry in entries {
                try database.execute(sql: entry.creation)
                try database.execute(
                    sql: "INSERT INTO indexed_field VALUES (?, ?, ?, ?, ?)",
                    arguments: [type, entry.column, entry.field.description, entry.isUnique, entry.ignoresCase])
            }
        }
    }

    private static func storedEntries(_ database: Database) throws -> [IndexedFields.Entry] {
        try Row.fetchAll(database, sql: "SELECT type, position, field, is_unique, ignores_case FROM indexed_field ORDER BY type, position")
            .map {
                let type: String = $0[0]
                return IndexedFields.Entry(
                    type: type == IndexedFields.Entry.customName ? nil : TypeID(type), column: $0[1],
                    field: try JSONPointer(parsing: $0[2]),
                    isUnique: $0[3], ignoresCase: $0[4])
            }
    }

    private static func fill(_ entries: [IndexedFields.Entry], of type: String, on database: Database) throws {
        let columns = (1...IndexedFields.columnCount).map { column in
            guard let entry = entries.first(where: { $0.column == column }) else { return "index\(column) = NULL" }
            return "\(entry.columnName) = \(entry.ignoresCase ? "field_key" : "field_text")(fields, ?)"
        }
        let paths = entries.map { StoredJSON.path($0.field) }
        let isOfType = IndexedFields.Entry.condition(type)
        try database.execute(
            sql: "UPDATE record SET \(columns.joined(separator: ", ")) WHERE \(isOfType)", arguments: StatementArguments(paths))
    }
}

extension IndexedFields.Entry {
    /// Stands for all customer-defined types where a type is named.
    fileprivate static let customName = "custom"

    fileprivate var typeName: String { type?.text ?? Self.customName }

    var indexName: String { "record_\(typeName)_\(column)" }

    /// The statement that makes the index. The id in it lets rows of one value come in order.
    fileprivate var creation: String {
        let columns =
            type == nil
            ? "organisation, type, \(columnName), id" : isUnique ? "organisation, \(columnName)" : "organisation, \(columnName), id"
        return "CREATE \(isUnique ? "UNIQUE " : "")INDEX \(indexName) ON record (\(columns)) WHERE \(Self.condition(typeName))"
    }

    /// The names are the built-in types' and need no further quoting.
    fileprivate static func condition(_ type: String) -> String { type == customName ? IndexSchema.isCustom : "type = '\(type)'" }
}
