import JSONCore
import Records

/// The steps from the indexes that a database has to those that the types declare.
extension IndexedFields {
    /// Selects what ``Entry/init(typeName:column:field:isUnique:ignoresCase:)`` reads: the declarations that the database's indexes were made from.
    package static let storedEntries = "SELECT type, position, field, is_unique, ignores_case FROM indexed_field ORDER BY type, position"

    /// The statements that bring the database there, in order, for one transaction; none when it is there.
    ///
    /// A type whose declaration differs loses its indexes, has its columns filled anew from `fields` and gets the new ones. They fail
    /// where records share a value that is to be unique.
    package func changes(from stored: [Entry]) -> [SQLText] {
        let declared = Dictionary(grouping: entries, by: \.typeName)
        let stored = Dictionary(grouping: stored, by: \.typeName)
        var statements: [SQLText] = []
        for type in Set(declared.keys).union(stored.keys).sorted() {
            let (entries, present) = (declared[type] ?? [], stored[type] ?? [])
            guard entries != present else { continue }
            for entry in present { statements.append(SQLText(name: "DROP INDEX IF EXISTS \(entry.indexName)")) }
            statements.append(SQLText("DELETE FROM indexed_field WHERE type = ") + SQLText(.text(type)))
            statements.append(Self.filling(entries, of: type))
            for entry in entries {
                statements.append(SQLText(name: entry.indexCreation))
                statements.append(entry.insertion)
            }
        }
        return statements
    }

    private static func filling(_ entries: [Entry], of type: String) -> SQLText {
        var sql = SQLText("UPDATE record SET ")
        for column in 1...columnCount {
            if column > 1 { sql.append(", ") }
            guard let entry = entries.first(where: { $0.column == column }) else {
                sql.append(SQLText(name: "index\(column) = NULL"))
                continue
            }
            sql.append(SQLText(name: "\(entry.columnName) = \(entry.ignoresCase ? "field_key" : "field_text")(fields, "))
            sql.append(.path(entry.field))
            sql.append(")")
        }
        return sql + SQLText(name: " WHERE " + Entry.condition(type))
    }
}

extension IndexedFields.Entry {
    /// The entry that a row of table `indexed_field` tells of. Throws where `field` is no JSON Pointer.
    package init(typeName: String, column: Int, field: String, isUnique: Bool, ignoresCase: Bool) throws {
        self.init(
            type: Self.type(named: typeName), column: column, field: try JSONPointer(parsing: field), isUnique: isUnique,
            ignoresCase: ignoresCase)
    }

    fileprivate var insertion: SQLText {
        var sql = SQLText("INSERT INTO indexed_field VALUES (")
        sql.append(.text(typeName))
        sql.append(", ")
        sql.append(.integer(Int64(column)))
        sql.append(", ")
        sql.append(.text(field.description))
        sql.append(isUnique ? ", TRUE" : ", FALSE")
        sql.append(ignoresCase ? ", TRUE)" : ", FALSE)")
        return sql
    }
}
