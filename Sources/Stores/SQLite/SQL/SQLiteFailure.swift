import GRDB
import GRDBSQLite
import Glibc
import Records

/// A refusal of SQLite itself: its extended result code, what the system said beneath it, and SQLite's own words.
///
/// The words name tables, columns and indexes, never a value of a record.
struct SQLiteFailure: Error {
    let code: Int32
    /// The `errno` of the system call that failed; zero when none did.
    let systemError: Int32
    let message: String

    init(code: Int32, systemError: Int32 = 0, message: String) {
        self.code = code
        self.systemError = systemError
        self.message = message
    }

    /// The failure that the connection met last.
    init(of connection: OpaquePointer) {
        code = sqlite3_extended_errcode(connection)
        systemError = code & 0xFF == SQLITE_IOERR || code & 0xFF == SQLITE_CANTOPEN ? sqlite3_system_errno(connection) : 0
        message = sqlite3_errmsg(connection).map { String(cString: $0) } ?? ""
    }

    /// The failure behind an error of GRDB's.
    init(_ error: any Error) {
        switch error {
        case let failure as SQLiteFailure: self = failure
        case let error as DatabaseError:
            self.init(code: error.extendedResultCode.rawValue, message: error.message ?? "")
        default: self.init(code: SQLITE_ERROR, message: String(describing: error))
        }
    }

    /// The result code without its extension.
    var primaryCode: Int32 { code & 0xFF }

    var isConstraint: Bool { primaryCode == SQLITE_CONSTRAINT }

    /// A row that another one refers to, or a row that refers to none. The second code is the one a `RESTRICT` action ends with.
    var isForeignKey: Bool { code == SQLiteCode.constraintForeignKey || code == SQLiteCode.constraintTrigger }

    /// The disk, or the quota on it, is full. SQLite says so itself only where it made the failing call on its own behalf.
    var isFull: Bool {
        primaryCode == SQLITE_FULL || primaryCode == SQLITE_IOERR && (systemError == ENOSPC || systemError == EDQUOT)
    }

    /// A sync was refused: what the page cache holds since may never reach the disk, although a later sync says that it did.
    var isLostSync: Bool { code == SQLiteCode.ioErrorSync || code == SQLiteCode.ioErrorDirectorySync }

    /// A write or sync was refused for another reason than space, so that nothing written afterwards can be trusted.
    var endsWriting: Bool {
        isLostSync || primaryCode == SQLITE_IOERR && !isFull && code != SQLiteCode.ioErrorRead && code != SQLiteCode.ioErrorShortRead
    }

    /// What writers are told once nothing is written any more: to come back when somebody has looked at the disk.
    static let writingHasEnded = StoreError.unavailable(retryAfterSeconds: 60)

    /// What the failure means to the engine, where no more is known of it.
    var storeError: StoreError {
        if isFull { return .full }
        return switch primaryCode {
        case SQLITE_BUSY, SQLITE_LOCKED: .unavailable(retryAfterSeconds: 1)
        case SQLITE_INTERRUPT: .tooExpensive
        default: .broken(reason: "SQLite \(code): \(message)")
        }
    }
}

/// SQLite's extended result codes, which its header builds with macros that Swift does not see (sqlite.org/rescode.html).
enum SQLiteCode {
    static let corrupt = SQLITE_CORRUPT
    static let ioErrorRead = SQLITE_IOERR | 1 << 8
    static let ioErrorShortRead = SQLITE_IOERR | 2 << 8
    static let ioErrorSync = SQLITE_IOERR | 4 << 8
    static let ioErrorDirectorySync = SQLITE_IOERR | 5 << 8
    static let constraintForeignKey = SQLITE_CONSTRAINT | 3 << 8
    static let constraintTrigger = SQLITE_CONSTRAINT | 7 << 8
}
