import Access
package import Records
import Relational

/// The store that grows: a PostgreSQL database that any number of servers share, every acknowledged commit on its disk.
///
/// Reads go through a pool of connections, commits through one connection that gathers those that wait (``WriteQueue``). No thread that
/// tasks share ever waits for the database.
package final class PostgresStore: RecordStore {
    let pool: ConnectionPool
    private let writes: WriteQueue
    private let indexes: IndexedFields
    private let time: Duration

    /// The version of the server that answered when the store was opened, for the health report.
    package let engineVersion: String

    /// Connects, makes or migrates the tables, and checks what keeps organisations apart. Refuses with ``PostgresOpenError``.
    package static func open(_ configuration: PostgresConfiguration) async throws(PostgresOpenError) -> PostgresStore {
        let database = try await OpenDatabase.open(configuration)
        return PostgresStore(configuration, database)
    }

    private init(_ configuration: PostgresConfiguration, _ database: OpenDatabase) {
        indexes = database.indexes
        engineVersion = database.version
        time = configuration.queryTime + .seconds(1)
        pool = ConnectionPool(configuration)
        writes = WriteQueue(configuration, indexes: database.indexes)
    }

    /// Whether the database answers now, within a second.
    package var isAnswering: Bool {
        get async {
            let rows = try? await pool.read { connection throws(PostgresFailure) in
                try connection.exchange([Statement("SELECT 1")], within: .seconds(1))
            }
            return rows != nil
        }
    }

    package func close() async {
        await writes.close()
        await pool.close()
    }
}

// MARK: - RecordStore

extension PostgresStore {
    package func record(_ key: RecordKey, in organisation: OrganisationID) async throws(StoreError) -> Record? {
        try await select(ReadStatements.record(key, in: organisation), of: organisation) { rows throws(PostgresFailure) in
            try rows.records(of: organisation).first
        }
    }

    package func page(_ query: Query, in organisation: OrganisationID) async throws(StoreError) -> Page {
        let statements = try QueryStatements(query, in: organisation, indexes: indexes, engine: .postgreSQL)
        let rows = Statement(statements.rows)
        guard let count = statements.count.map({ Statement($0) }) else {
            return try await select(rows, of: organisation) { rows throws(PostgresFailure) in
                Page(records: try rows.records(of: organisation, limit: query.limit), hasMore: rows.count > query.limit, total: nil)
            }
        }
        let time = time
        return try await pool.read { connection throws(PostgresFailure) in
            let results = try connection.exchange(
                [Statement("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"), .naming(organisation), rows, count, Statement("COMMIT")],
                within: time)
            let (rows, total) = (results[2], results[3].first?.integer(0) ?? 0)
            return Page(
                records: try rows.records(of: organisation, limit: query.limit), hasMore: rows.count > query.limit, total: Int(total))
        }
    }

    package func commit(_ commit: Commit, in organisation: OrganisationID) async throws(StoreError) -> [Committed] {
        try await writes.write(EncodedCommit(commit, in: organisation, indexes: indexes))
    }

    package func history(
        of record: RecordID, before: Int64?, limit: Int, in organisation: OrganisationID
    ) async throws(StoreError) -> [Change] {
        let statement = ReadStatements.history(of: record, before: before, limit: limit, in: organisation)
        return try await select(statement, of: organisation) { rows throws(PostgresFailure) in try rows.changes(of: organisation) }
    }

    package func events(after sequence: Int64, limit: Int, in organisation: OrganisationID) async throws(StoreError) -> [Change] {
        let statement = ReadStatements.events(after: sequence, limit: limit, in: organisation)
        return try await select(statement, of: organisation) { rows throws(PostgresFailure) in try rows.changes(of: organisation) }
    }

    package func definitions(for organisation: OrganisationID) async throws(StoreError) -> [Record] {
        let own = ReadStatements.definitions(of: organisation)
        guard let platform = try await self.organisation(organisation)?.platform else {
            return try await select(own, of: organisation) { rows throws(PostgresFailure) in try rows.records(of: organisation) }
        }
        let shared = ReadStatements.definitions(of: platform)
        let time = time
        return try await pool.read { connection throws(PostgresFailure) in
            let results = try connection.exchange([.naming(platform), shared, .naming(organisation), own], within: time)
            return try results[1].records(of: platform) + results[3].records(of: organisation)
        }
    }

    /// Runs one statement for an organisation and makes a value of its rows.
    func select<Value: Sendable>(
        _ statement: Statement, of organisation: OrganisationID, _ value: @escaping @Sendable (Rows) throws(PostgresFailure) -> Value
    ) async throws(StoreError) -> Value {
        let time = time
        return try await pool.read { connection throws(PostgresFailure) in
            try value(try connection.exchange([.naming(organisation), statement], within: time)[1])
        }
    }
}
