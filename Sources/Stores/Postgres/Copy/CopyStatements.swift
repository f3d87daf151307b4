import Records
import Relational

/// The statements of a copy. They run as the owner, on no request's path.
enum CopyStatements {
    /// A copy may take its time, whatever the role or the database is set to.
    static let patience = ["SET statement_timeout = 0", "SET lock_timeout = 0", "SET idle_in_transaction_session_timeout = 0"]

    static let otherSessions = """
        SELECT count(*) FROM pg_stat_activity
        WHERE datname = current_database() AND application_name = 'kith' AND pid <> pg_backend_pid()
        """

    /// One copy at a time writes into a database.
    static let takeTurn = "SELECT pg_try_advisory_lock(x'6b697468636f7079'::bigint)"

    /// Whether a session of this database holds the lock with this number. PostgreSQL keeps the number's two halves apart.
    static let findLock = """
        SELECT EXISTS (
            SELECT FROM pg_locks
            WHERE locktype = 'advisory' AND objsubid = 1 AND classid::bigint << 32 | objid::bigint = $1
                AND database = (SELECT oid FROM pg_database WHERE datname = current_database()))
        """

    // MARK: - The table that is there only while copying

    static let exists = "SELECT to_regclass('kith.copy_progress') IS NOT NULL"
    static let read = "SELECT source, unit, key FROM copy_progress"
    static let first = "INSERT INTO copy_progress (source, unit) VALUES ($1, 0)"
    static let store = "UPDATE copy_progress SET unit = $1, key = $2"
    static let remove = "DROP TABLE copy_progress"
    static let create = [
        "CREATE TABLE copy_progress (source text NOT NULL, unit bigint NOT NULL, key bytea)",
        // Secrets of a database without organisations sign for nobody; the source's take their place.
        "DELETE FROM secret",
    ]

    // MARK: - Rows

    static func insertion(of row: StoredRow, into table: StoredTable, of organisation: OrganisationID?) -> Statement {
        var statement = Statement(insertions[table] ?? "")
        for (value, column) in zip(row.values, table.columns) { statement.bind(value, column.kind) }
        if let organisation { statement.bind(organisation) }
        if table == .person { statement.bind(emailKey(row)) }
        return statement
    }

    private static let insertions = Dictionary(
        uniqueKeysWithValues: StoredTable.allCases.map { table in
            var columns = table.columnNames(on: .postgreSQL)
            if table.isOfOrganisation { columns.append("organisation") }
            if table == .person { columns.append("email_key") }
            let values = (1...columns.count).map { "$\($0)" }
            let text =
                "INSERT INTO \(table.name(on: .postgreSQL)) (\(columns.joined(separator: ", "))) VALUES (\(values.joined(separator: ", ")))"
            return (table, text)
        })

    /// What this engine finds a person by, beside what every store keeps.
    private static func emailKey(_ row: StoredRow) -> String? {
        guard let column = StoredTable.person.columns.firstIndex(where: { $0.name == "email" }), row.values.indices.contains(column),
            case .bytes(let bytes) = row.values[column]
        else { return nil }
        return ASCII.lowercased(String(decoding: bytes, as: UTF8.self))
    }
}

extension Statement {
    /// Binds a value to a column of this kind.
    fileprivate mutating func bind(_ value: StoredValue, _ kind: StoredColumn.Kind) {
        var bytes: [UInt8]?
        if case .bytes(let content) = value { bytes = content }
        switch kind {
        case .integer:
            if case .integer(let integer) = value { bind(integer) } else { bind(nil as Int64?) }
        case .identifier: bind(bytes.flatMap { Identifier(bytes: $0) })
        case .text: bind(bytes.map { String(decoding: $0, as: UTF8.self) })
        case .json: bind(json: bytes ?? [])
        case .blob: bind(blob: bytes)
        }
    }
}

extension PostgresStore {
    /// Whether the database holds the beginning of a copy, which is not to be served.
    package var isUnfinishedCopy: Bool {
        get async throws(StoreError) {
            try await pool.read { connection throws(PostgresFailure) in
                try connection.exchange([Statement(CopyStatements.exists)], within: .seconds(5))[0].first?.bool(0) ?? false
            }
        }
    }
}
