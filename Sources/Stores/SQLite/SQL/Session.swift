import CSQLite
import GRDB
import GRDBSQLite
import Relational

/// One connection while its queue has the turn: the statements prepared on it and the budget of what runs now.
///
/// A session never leaves the closure that ``Connection`` lends it to, and so is used by one thread at a time.
final class Session {
    let database: Database
    let handle: OpaquePointer
    let budget = Budget()
    /// Statements whose text stands in this program: as many as there are such texts.
    private var known: [ProgramText: Statement] = [:]
    /// Statements put together from queries, of which callers can think up any number.
    private var composed: [String: Statement] = [:]
    private static let composedLimit = 64

    /// Makes a connection ready for ``Connection``; its functions and its budget are registered on it.
    init(_ database: Database) throws {
        guard let handle = database.sqliteConnection else { throw SQLiteFailure(code: SQLITE_MISUSE, message: "no connection") }
        self.database = database
        self.handle = handle
        guard csqlite_keep_plans(handle) == SQLITE_OK else { throw SQLiteFailure(of: handle) }
        try FieldFunctions.register(on: handle)
        budget.watch(handle)
    }

    /// The statement with this text, which must be one of the program's own.
    func statement(_ text: String) throws(SQLiteFailure) -> BoundStatement {
        let key = ProgramText(text: text)
        if let statement = known[key] { return BoundStatement(statement, connection: handle) }
        let statement = try prepare(text)
        known[key] = statement
        return BoundStatement(statement, connection: handle)
    }

    /// A statement that was put together, with its values bound.
    func statement(_ composition: SQLText) throws(SQLiteFailure) -> BoundStatement {
        let statement: Statement
        if let prepared = composed[composition.text] {
            statement = prepared
        } else {
            if composed.count >= Self.composedLimit { composed.removeAll(keepingCapacity: true) }
            statement = try prepare(composition.text)
            composed[composition.text] = statement
        }
        var bound = BoundStatement(statement, connection: handle)
        bound.bind(composition.values)
        return bound
    }

    /// Runs a statement of the program's own that takes no values and answers no rows.
    func run(_ text: String) throws(SQLiteFailure) {
        var statement = try statement(text)
        try statement.run()
    }

    /// Runs statements that all see the same state of the database.
    func inSnapshot<Value>(_ body: () throws(SQLiteFailure) -> Value) throws(SQLiteFailure) -> Value {
        try budget.suspend { () throws(SQLiteFailure) in try run("BEGIN") }
        defer { try? budget.suspend { () throws(SQLiteFailure) in try run("ROLLBACK") } }
        return try body()
    }

    /// The row that the last insertion made.
    var lastInsertedRow: Int64 { sqlite3_last_insert_rowid(handle) }

    /// Whether a transaction is open: some failures end it by themselves.
    var isInTransaction: Bool { sqlite3_get_autocommit(handle) == 0 }

    /// Gives back all that was made on the connection, so that it can be closed.
    func finish() {
        known.removeAll()
        composed.removeAll()
        budget.ignore(handle)
    }

    private func prepare(_ text: String) throws(SQLiteFailure) -> Statement {
        do { return try database.makeStatement(sql: text) } catch { throw SQLiteFailure(error) }
    }
}

/// A text that stands in this program, as a key that is quick to find: a few dozen texts are told apart by their lengths already, and most
/// are compared with the very string they were kept under.
private struct ProgramText: Hashable {
    let text: String

    func hash(into hasher: inout Hasher) { hasher.combine(text.utf8.count) }
}
