import GRDBSQLite

/// What SQLite is told about memory that it is handed.
enum SQLiteMemory {
    /// Has SQLite copy the bytes before the call returns; its header's `SQLITE_TRANSIENT`, a cast that Swift does not see.
    static var copies: sqlite3_destructor_type { unsafeBitCast(-1, to: sqlite3_destructor_type.self) }
}
