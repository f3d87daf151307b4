import Dispatch
import Glibc
package import Records
package import Relational

/// A PostgreSQL database as one side of a copy, as its owner sees it.
///
/// A source is read in one transaction, and so as it was at one moment. Row-level security holds for the owner too, where the owner is not
/// a superuser: each exchange names the organisation that it is about.
///
/// `connection` is used on its own queue alone.
package final class PostgresCopy: CopyTarget {
    private let connection: Connection
    private let isSource: Bool
    /// Nothing that is asked here has a client that waits.
    static let time = Duration.seconds(24 * 3600)

    /// Brings the tables up to date, sees that no server uses the database, and begins a source's one transaction.
    ///
    /// A side without `source` is the source. Refuses with ``CopyError`` or ``PostgresOpenError``, the source itself as target too.
    package static func open(_ configuration: PostgresConfiguration, from source: (any CopySource)?) async throws -> PostgresCopy {
        let store = try await PostgresStore.open(configuration)
        await store.close()
        let copy = PostgresCopy(Connection(SessionSettings(owning: configuration), label: "kith.postgres.copy"), isSource: source == nil)
        let result = await withCheckedContinuation { (done: CheckedContinuation<Result<Void, CopyError>, Never>) in
            DispatchQueue.global().async {
                done.resume(returning: Result { () throws(CopyError) in try copy.prepare(source as? PostgresCopy) })
            }
        }
        if case .failure(let error) = result {
            await copy.close()
            throw error
        }
        return copy
    }

    private init(_ connection: Connection, isSource: Bool) {
        self.connection = connection
        self.isSource = isSource
    }

    package func close() async {
        connection.queue.sync { connection.close() }
    }

    /// Whether both sides are in one database: a mark that the one puts on its own is seen by the other.
    private func isSame(_ other: PostgresCopy) throws(CopyError) -> Bool {
        let mark = Int64.random(in: .min ... .max)
        var lock = Statement("SELECT pg_advisory_lock($1)")
        lock.bind(mark)
        var search = Statement(CopyStatements.findLock)
        search.bind(mark)
        _ = try exchange([lock])
        return try other.exchange([search])[0].first?.bool(0) ?? false
    }

    private func prepare(_ source: PostgresCopy?) throws(CopyError) {
        if let source, try isSame(source) { throw .sameDatabase }
        _ = try exchange(CopyStatements.patience.map { Statement($0) })
        // The sessions that brought the tables up to date may still be on their way out.
        var others = 0
        for _ in 0..<20 {
            others = Int(try exchange([Statement(CopyStatements.otherSessions)])[0].first?.integer(0) ?? 0)
            if others == 0 { break }
            usleep(100_000)
        }
        guard others == 0 else { throw .inUse(isSource ? "source" : "target", sessions: others) }
        if isSource, try isUnfinished() { throw .unfinishedSource }
        if isSource { _ = try exchange([Statement("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")]) }
    }

    // MARK: - Reading

    package func rows(
        of table: StoredTable, in organisation: OrganisationID?, after: [StoredValue]?, limit: Int
    ) throws(CopyError) -> [StoredRow] {
        let rows = try select(table.selection(on: .postgreSQL, in: organisation, after: after, limit: limit), of: organisation)
        let columns = table.columns
        return (0..<rows.count).map { index in
            StoredRow(zip(0..., columns).map { rows[index].value($0, $1.kind) })
        }
    }

    package func count(of table: StoredTable, in organisation: OrganisationID?) throws(CopyError) -> Int64 {
        try select(table.count(on: .postgreSQL, in: organisation), of: organisation).first?.integer(0) ?? 0
    }

    private func select(_ sql: SQLText, of organisation: OrganisationID?) throws(CopyError) -> Rows {
        let results = try exchange((organisation.map { [.naming($0)] } ?? []) + [Statement(sql)])
        guard let rows = results.last else { throw .failed("no answer") }
        return rows
    }

    // MARK: - Writing

    package func begin(source fingerprint: String) throws(CopyError) -> CopyPlace {
        let isMine = try exchange([Statement(CopyStatements.takeTurn)])[0].first?.bool(0) ?? false
        guard isMine else { throw .inUse("target", sessions: 1) }
        if try isUnfinished() {
            guard let row = try exchange([Statement(CopyStatements.read)])[0].first else { throw .failed("copy_progress is empty") }
            guard row.text(0) == fingerprint else { throw .otherSource }
            return CopyPlace(unit: row.integer(1), key: row.optionalBlob(2).flatMap(StoredValues.values))
        }
        guard try count(of: .organisation, in: nil) == 0 else { throw .notEmpty }
        var first = Statement(CopyStatements.first)
        first.bind(fingerprint)
        // What names the new table cannot be prepared before the table is there.
        _ = try exchange([Statement("BEGIN")] + CopyStatements.create.map { Statement($0) })
        _ = try exchange([first, Statement("COMMIT")])
        return CopyPlace(unit: 0)
    }

    package func write(
        _ rows: [StoredRow], to table: StoredTable, of organisation: OrganisationID?, upTo place: CopyPlace
    ) throws(CopyError) {
        var statements = organisation.map { [Statement.naming($0)] } ?? []
        for row in rows { statements.append(CopyStatements.insertion(of: row, into: table, of: organisation)) }
        var progress = Statement(CopyStatements.store)
        progress.bind(place.unit)
        progress.bind(blob: place.key.map(StoredValues.bytes))
        try transact(statements + [progress])
    }

    package func finish() throws(CopyError) {
        try transact([Statement(CopyStatements.remove)])
        // So that the first queries are planned by what is there.
        _ = try exchange([Statement("ANALYZE")])
    }

    private func isUnfinished() throws(CopyError) -> Bool {
        try exchange([Statement(CopyStatements.exists)])[0].first?.bool(0) ?? false
    }

    private func transact(_ statements: [Statement]) throws(CopyError) {
        _ = try exchange([Statement("BEGIN")] + statements + [Statement("COMMIT")])
    }

    private func exchange(_ statements: [Statement]) throws(CopyError) -> [Rows] {
        let result = connection.queue.sync {
            Result { () throws(PostgresFailure) in try connection.exchange(statements, within: Self.time) }
        }
        do throws(PostgresFailure) { return try result.get() } catch {
            throw .failed(error.code.isEmpty ? error.message : "PostgreSQL \(error.code): \(error.message)")
        }
    }
}

extension Rows.Row {
    /// What stands in a column of this kind.
    fileprivate func value(_ column: Int32, _ kind: StoredColumn.Kind) -> StoredValue {
        if isNull(column) { return .null }
        return kind == .integer ? .integer(integer(column)) : .bytes(blob(column))
    }
}
