import Dispatch
import GRDBSQLite
package import Records
import Relational

/// The embedded store: one SQLite file, this process alone, every acknowledged commit on the disk.
///
/// What a record's write costs is one page anywhere in the file and a row at the end of the log of changes; writes that come together
/// share the sync (``WriteQueue``). Reads never wait for writes.
package final class SQLiteStore: RecordStore {
    let readers: Readers
    let writes: WriteQueue
    let writer: Connection
    let indexes: IndexedFields
    /// Nil for a database in memory. Last, so that it is given back when everything else is.
    private let lock: ProcessLock?

    /// The version of the SQLite library that runs, for the health report.
    package static var engineVersion: String { String(cString: sqlite3_libversion()) }

    /// Why nothing is written any more, in SQLite's words; nil as long as all is well. Only starting anew helps: the disk refused a sync.
    package var writeFailure: String? { writes.failure.map { "SQLite \($0.code): \($0.message)" } }

    /// Opens the database, makes or migrates its tables, and takes the exclusive lock on it.
    package static func open(_ configuration: SQLiteConfiguration) async throws(StoreOpenError) -> SQLiteStore {
        // A migration may take its time, which the threads that tasks share must not give.
        let result = await withCheckedContinuation { (done: CheckedContinuation<Result<SQLiteStore, StoreOpenError>, Never>) in
            DispatchQueue.global().async {
                done.resume(returning: Result { () throws(StoreOpenError) in try SQLiteStore(configuration) })
            }
        }
        return try result.get()
    }

    private init(_ configuration: SQLiteConfiguration) throws(StoreOpenError) {
        var path: String?
        var lock: ProcessLock?
        if case .file(let name) = configuration.location {
            let file = try DatabaseFile(name)
            lock = try ProcessLock(database: file.path)
            try file.check()
            path = file.path
        }
        let database: OpenDatabase
        do { database = try OpenDatabase(configuration, path: path) } catch { throw StoreOpenError(error, path: path ?? "in memory") }
        self.lock = lock
        writer = database.writer
        readers = database.readers
        indexes = database.indexes
        writes = WriteQueue(
            database.writer, indexes: database.indexes, checkpoints: database.checkpoints, logger: configuration.logger)
    }

    package func close() async {
        await writes.close()
        readers.close()
        let mayWrite = writes.failure == nil
        await withCheckedContinuation { done in
            writer.schedule { session in
                if let session, mayWrite { Checkpoints.empty(session) }
                done.resume()
            }
        }
        writer.close()
        lock?.release()
    }
}

// MARK: - RecordStore

extension SQLiteStore {
    package func record(_ key: RecordKey, in organisation: OrganisationID) async throws(StoreError) -> Record? {
        try await readers.read { session throws(SQLiteFailure) in try ReadRecords.record(key, in: organisation, session) }
    }

    package func page(_ query: Query, in organisation: OrganisationID) async throws(StoreError) -> Page {
        let statements = try QueryStatements(query, in: organisation, indexes: indexes)
        return try await readers.read { session throws(SQLiteFailure) in
            try ReadRecords.page(statements, limit: query.limit, in: organisation, session)
        }
    }

    package func commit(_ commit: Commit, in organisation: OrganisationID) async throws(StoreError) -> [Committed] {
        let mutations = commit.mutations.map { EncodedMutation($0, indexes: indexes) }
        return try await writes.write { try $0.write(mutations, in: organisation) }
    }

    package func history(
        of record: RecordID, before: Int64?, limit: Int, in organisation: OrganisationID
    ) async throws(StoreError) -> [Change] {
        try await readers.read { session throws(SQLiteFailure) in
            try ReadChanges.history(of: record, before: before, limit: limit, in: organisation, session)
        }
    }

    package func events(after sequence: Int64, limit: Int, in organisation: OrganisationID) async throws(StoreError) -> [Change] {
        try await readers.read { session throws(SQLiteFailure) in
            try ReadChanges.events(after: sequence, limit: limit, in: organisation, session)
        }
    }

    package func definitions(for organisation: OrganisationID) async throws(StoreError) -> [Record] {
        try await readers.read { session throws(SQLiteFailure) in try ReadRecords.definitions(for: organisation, session) }
    }
}
