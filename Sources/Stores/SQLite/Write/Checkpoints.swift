import CSQLite
import GRDBSQLite

/// When the write-ahead log is copied back into the database file.
///
/// SQLite would do so inside a commit. Done here, it keeps no writer waiting for its answer, and a failure is seen. It stays on the
/// connection that writes, because before SQLite 3.51.3 a checkpoint beside a write on another connection could lose a log's pages.
///
/// `@unchecked Sendable`: used on the writing connection's queue alone.
final class Checkpoints: @unchecked Sendable {
    /// Pages in the log after which it is copied: enough that a page changed often is copied seldom.
    private let interval: Int
    private var pages = 0
    private var next: Int

    init(interval: Int) {
        self.interval = interval
        next = interval
    }

    /// Has SQLite tell how long the log has become, in place of its own checkpoints. This object must outlive the connection.
    func watch(_ connection: OpaquePointer) {
        sqlite3_wal_hook(
            connection,
            { pointer, _, _, pages in
                guard let pointer else { return SQLITE_OK }
                Unmanaged<Checkpoints>.fromOpaque(pointer).takeUnretainedValue().pages = Int(pages)
                return SQLITE_OK
            }, Unmanaged.passUnretained(self).toOpaque())
    }

    /// Copies the log when it has become long; readers and the commits already acknowledged are not disturbed.
    ///
    /// Returns a failure after which nothing may be written. Any other leaves the log as it is, for the next time.
    func runIfDue(on session: Session) -> SQLiteFailure? {
        guard pages >= next else { return nil }
        var (logged, copied): (Int32, Int32) = (0, 0)
        let result = sqlite3_wal_checkpoint_v2(session.handle, nil, SQLITE_CHECKPOINT_PASSIVE, &logged, &copied)
        // A log that readers still need is tried again when it has grown by a good part.
        next = result == SQLITE_OK && logged == copied ? interval : pages + interval / 4
        guard result != SQLITE_OK else { return nil }
        let failure = SQLiteFailure(of: session.handle)
        return failure.endsWriting ? failure : nil
    }

    /// Copies the whole log and empties its file. What is in the way of that leaves the log as it is.
    ///
    /// Returns a failure after which nothing may be written.
    @discardableResult
    static func empty(_ session: Session) -> SQLiteFailure? {
        let result = sqlite3_wal_checkpoint_v2(session.handle, nil, SQLITE_CHECKPOINT_TRUNCATE, nil, nil)
        guard result != SQLITE_OK else { return nil }
        let failure = SQLiteFailure(of: session.handle)
        return failure.endsWriting ? failure : nil
    }

    /// Has the log stay as it lies, also when the connection is closed.
    static func end(on session: Session) { _ = csqlite_keep_log(session.handle) }
}
