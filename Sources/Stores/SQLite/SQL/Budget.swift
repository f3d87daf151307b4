import GRDBSQLite

/// How much the statements of one read may still cost; SQLite asks it again and again while they run.
///
/// Used by one connection, and so by one thread at a time.
final class Budget {
    /// Steps of SQLite's virtual machine between two questions.
    private static let stride: Int32 = 1000

    /// Statements of a loop that cost about as much as one stride; each alone is too short for SQLite to ask.
    private static let statementsPerStride = 40

    private var statementsInStride = 0
    private var stridesLeft = Int.max
    private var deadline: ContinuousClock.Instant?
    private var isSuspended = false

    /// Lets what runs next take as many steps of the virtual machine as it wants.
    func lift() {
        stridesLeft = .max
        deadline = nil
    }

    /// Stops what runs next after about so many thousand steps.
    func allow(thousandSteps: Int) {
        stridesLeft = thousandSteps
        deadline = nil
    }

    /// Stops what runs next after this time.
    func allow(_ duration: Duration) {
        stridesLeft = .max
        deadline = .now + duration
    }

    /// Runs what must be done whatever is left: SQLite also asks while a transaction begins or ends, and stopped there it would stay open.
    func suspend(_ body: () throws(SQLiteFailure) -> Void) throws(SQLiteFailure) {
        isSuspended = true
        defer { isSuspended = false }
        try body()
    }

    /// Counts one of many short statements, and fails as SQLite would once the budget is spent.
    func chargeStatement() throws(SQLiteFailure) {
        statementsInStride += 1
        guard statementsInStride == Self.statementsPerStride else { return }
        statementsInStride = 0
        if isSpent() { throw SQLiteFailure(code: SQLITE_INTERRUPT, message: "interrupted") }
    }

    /// Has the connection stop statements with `SQLITE_INTERRUPT` once the budget is spent.
    func watch(_ connection: OpaquePointer) {
        sqlite3_progress_handler(
            connection, Self.stride,
            { pointer in
                guard let pointer else { return 0 }
                return Unmanaged<Budget>.fromOpaque(pointer).takeUnretainedValue().isSpent() ? 1 : 0
            }, Unmanaged.passUnretained(self).toOpaque())
    }

    func ignore(_ connection: OpaquePointer) { sqlite3_progress_handler(connection, 0, nil, nil) }

    private func isSpent() -> Bool {
        if isSuspended { return false }
        if stridesLeft != .max {
            stridesLeft -= 1
            if stridesLeft < 0 { return true }
        }
        if let deadline { return ContinuousClock.now >= deadline }
        return false
    }
}
