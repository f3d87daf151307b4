import GRDBSQLite

/// Why a database does not open. `description` says what is the matter and what to do.
package enum StoreOpenError: Error, Sendable, Hashable {
    /// Another process has the file open; its id, where the lock file tells.
    case locked(path: String, holder: Int32?)
    /// A newer version of Kith has made tables that this one does not know.
    case newerSchema(path: String)
    /// The file is no SQLite database.
    case notADatabase(path: String)
    /// The file is a database of another program's.
    case foreign(path: String)
    /// The file or its directory cannot be written; `reason` is the system's.
    case notWritable(path: String, reason: String)
    /// SQLite would not promise to sync each commit (`PRAGMA synchronous` must be 2).
    case notDurable(synchronous: Int)
    /// Anything else, in SQLite's words.
    case failed(path: String, reason: String)
}

extension StoreOpenError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .locked(let path, let holder):
            let process = holder.map { "process \($0)" } ?? "another process"
            return "The database \(path) is in use by \(process). Stop it first, or use another file."
        case .newerSchema(let path):
            return "The database \(path) was last used by a newer version of Kith. Start that version, or a newer one."
        case .notADatabase(let path):
            return "The file \(path) is not a database. Name another file, or restore this one from a backup."
        case .foreign(let path): return "The database \(path) belongs to another program. Name another file."
        case .notWritable(let path, let reason):
            return "The database \(path) cannot be written: \(reason). Give Kith write access to the file and its directory."
        case .notDurable(let synchronous):
            return "SQLite does not sync each commit to the disk (synchronous is \(synchronous), not 2). Kith does not start without."
        case .failed(let path, let reason): return "The database \(path) does not open: \(reason)."
        }
    }
}

extension StoreOpenError {
    /// What a failure met while opening means.
    init(_ error: any Error, path: String) {
        if let error = error as? StoreOpenError {
            self = error
            return
        }
        let failure = SQLiteFailure(error)
        switch failure.primaryCode {
        case SQLITE_BUSY, SQLITE_LOCKED: self = .locked(path: path, holder: nil)
        case SQLITE_NOTADB, SQLITE_CORRUPT: self = .notADatabase(path: path)
        case SQLITE_READONLY, SQLITE_CANTOPEN, SQLITE_PERM: self = .notWritable(path: path, reason: failure.message)
        default: self = .failed(path: path, reason: failure.message)
        }
    }
}
