import GRDB
import Records
import Relational

/// Makes the indexes that the types declare, and fills the columns they are on when a declaration is new.
enum IndexSchema {
    /// Brings the indexes of `database` to what `indexes` says, type by type, together with what the file says of them.
    ///
    /// Runs inside a transaction of the caller's, on a connection that knows ``FieldFunctions``. Fails where records share a value that is
    /// to be unique.
    static func install(_ indexes: IndexedFields, on database: Database) throws {
        let stored = try Row.fetchAll(database, sql: IndexedFields.storedEntries).map {
            try IndexedFields.Entry(typeName: $0[0], column: $0[1], field: $0[2], isUnique: $0[3], ignoresCase: $0[4])
        }
        let changes = indexes.changes(from: stored)
        guard !changes.isEmpty, let connection = database.sqliteConnection else { return }
        for change in changes {
            var statement = BoundStatement(try database.makeStatement(sql: change.text), connection: connection)
            statement.bind(change.values)
            try statement.run()
        }
    }
}
