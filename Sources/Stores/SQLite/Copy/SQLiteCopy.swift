import Glibc
package import Records
package import Relational

/// A SQLite file as one side of a copy. The process lock keeps it still meanwhile.
package final class SQLiteCopy: CopyTarget {
    private let store: SQLiteStore
    private let insertions = CopyInsertions()

    /// Opens the file as a store would. As a source it must be there.
    package static func open(_ configuration: SQLiteConfiguration, asSource: Bool) async throws -> SQLiteCopy {
        if asSource, case .file(let path) = configuration.location, access(path, F_OK) != 0 { throw CopyError.noSource(path: path) }
        let store = try await SQLiteStore.open(configuration)
        guard asSource, try store.isUnfinishedCopy else { return SQLiteCopy(store) }
        await store.close()
        throw CopyError.unfinishedSource
    }

    private init(_ store: SQLiteStore) { self.store = store }

    package func close() async { await store.close() }

    /// Whether two paths name one file.
    package static func isSame(_ path: String, _ other: String) -> Bool {
        guard let file = try? DatabaseFile(path), let otherFile = try? DatabaseFile(other) else { return false }
        return file.path == otherFile.path
    }

    // MARK: - Reading

    package func rows(
        of table: StoredTable, in organisation: OrganisationID?, after: [StoredValue]?, limit: Int
    ) throws(CopyError) -> [StoredRow] {
        let selection = table.selection(on: .sqlite, in: organisation, after: after, limit: limit)
        let columns = table.columns
        return try perform { session throws(SQLiteFailure) in
            var statement = try session.statement(selection)
            var rows: [StoredRow] = []
            while try statement.step() {
                rows.append(StoredRow(zip(0..., columns).map { statement.value($0, $1.kind) }))
            }
            return rows
        }
    }

    package func count(of table: StoredTable, in organisation: OrganisationID?) throws(CopyError) -> Int64 {
        try perform { session throws(SQLiteFailure) in
            var statement = try session.statement(table.count(on: .sqlite, in: organisation))
            return try statement.step() ? statement.integer(0) : 0
        }
    }

    // MARK: - Writing

    package func begin(source fingerprint: String) throws(CopyError) -> CopyPlace {
        let present = try perform { session throws(SQLiteFailure) -> (source: String, place: CopyPlace)? in
            guard try UnfinishedCopy.exists(session) else { return nil }
            return try UnfinishedCopy.read(session)
        }
        if let present {
            guard present.source == fingerprint else { throw .otherSource }
            return present.place
        }
        guard try count(of: .organisation, in: nil) == 0 else { throw .notEmpty }
        try perform { session throws(SQLiteFailure) in
            try session.inTransaction { () throws(SQLiteFailure) in try UnfinishedCopy.create(fingerprint, session) }
        }
        return CopyPlace(unit: 0)
    }

    package func write(
        _ rows: [StoredRow], to table: StoredTable, of organisation: OrganisationID?, upTo place: CopyPlace
    ) throws(CopyError) {
        try perform { [insertions] session throws(SQLiteFailure) in
            try session.inTransaction { () throws(SQLiteFailure) in
                for row in rows { try insertions.insert(row, into: table, of: organisation, session) }
                try UnfinishedCopy.store(place, session)
            }
            // The log of a whole copy would be as long as the file.
            if let failure = Checkpoints.empty(session) { throw failure }
        }
    }

    package func finish() throws(CopyError) {
        try perform { session throws(SQLiteFailure) in
            try session.inTransaction { () throws(SQLiteFailure) in try UnfinishedCopy.remove(session) }
        }
    }

    private func perform<Value>(_ body: (Session) throws(SQLiteFailure) -> Value) throws(CopyError) -> Value {
        do throws(SQLiteFailure) { return try store.writer.run(body) } catch { throw .failed("SQLite \(error.code): \(error.message)") }
    }
}

extension Session {
    /// Runs statements as one transaction.
    fileprivate func inTransaction(_ body: () throws(SQLiteFailure) -> Void) throws(SQLiteFailure) {
        try run("BEGIN IMMEDIATE")
        do throws(SQLiteFailure) {
            try body()
            try run("COMMIT")
        } catch {
            if isInTransaction { try? run("ROLLBACK") }
            throw error
        }
    }
}
