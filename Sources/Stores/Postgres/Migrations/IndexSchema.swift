import Records
import Relational

/// Makes the indexes that the types declare, and fills the columns they are on when a declaration is new.
enum IndexSchema {
    /// Whether the database has the indexes of this version.
    static func isInstalled(_ indexes: IndexedFields, on connection: Connection) throws(PostgresFailure) -> Bool {
        indexes.changes(from: try stored(connection)).isEmpty
    }

    /// Brings the indexes to what `indexes` says, inside a transaction of the owner's. Fails where records share a value that is to be unique.
    static func install(_ indexes: IndexedFields, on connection: Connection) throws(PostgresFailure) {
        let changes = indexes.changes(from: try stored(connection))
        guard !changes.isEmpty else { return }
        // The columns of all organisations are filled at once, by the owner, whom nobody else sees at work.
        try connection.execute("ALTER TABLE record NO FORCE ROW LEVEL SECURITY", within: time)
        for change in changes { _ = try connection.exchange([Statement(change)], within: time) }
        try connection.execute("ALTER TABLE record FORCE ROW LEVEL SECURITY", within: time)
    }

    private static let time = Duration.seconds(3600)

    private static func stored(_ connection: Connection) throws(PostgresFailure) -> [IndexedFields.Entry] {
        let rows = try connection.exchange([Statement(IndexedFields.storedEntries)], within: time)[0]
        var entries: [IndexedFields.Entry] = []
        for index in 0..<rows.count {
            let row = rows[index]
            guard
                let entry = try? IndexedFields.Entry(
                    typeName: row.text(0), column: Int(row.integer(1)), field: row.text(2), isUnique: row.bool(3), ignoresCase: row.bool(4))
            else { throw PostgresFailure(damage: "indexed_field.field") }
            entries.append(entry)
        }
        return entries
    }
}
