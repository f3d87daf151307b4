import GRDB
import GRDBSQLite

/// One connection to the database behind its own serial queue.
///
/// `@unchecked Sendable`: `session` is read and written inside closures of `queue` alone, which run one after the other.
final class Connection: @unchecked Sendable {
    private let queue: DatabaseQueue
    private var session: Session?

    /// Takes over an open queue.
    init(_ queue: DatabaseQueue) throws {
        self.queue = queue
        session = try queue.inDatabase { try Session($0) }
    }

    /// Runs `body` on the caller's thread, when the closures before it are done. Not from inside another one of the same connection.
    func run<Value>(_ body: (Session) throws(SQLiteFailure) -> Value) throws(SQLiteFailure) -> Value {
        let result: Result<Value, SQLiteFailure> = queue.inDatabase { _ in
            guard let session else { return .failure(Self.closed) }
            return Result { () throws(SQLiteFailure) in try body(session) }
        }
        return try result.get()
    }

    /// Runs `body` on the queue's own thread, after the closures before it; with nil when the connection is closed.
    func schedule(_ body: @escaping @Sendable (Session?) -> Void) {
        queue.asyncWriteWithoutTransaction { _ in body(self.session) }
    }

    /// Ends the connection after the closures before.
    func close() {
        queue.inDatabase { _ in
            session?.finish()
            session = nil
        }
        // A connection that cannot be closed now is closed when its queue goes.
        try? queue.close()
    }

    /// What a closed connection answers: the same as one that is busy, because the server is going down and another will come up.
    static let closed = SQLiteFailure(code: SQLITE_BUSY, message: "closed")
}
