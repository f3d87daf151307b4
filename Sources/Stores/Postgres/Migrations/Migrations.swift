import Records
import Relational

/// The steps that bring a database of any age to the tables of today, each run once, together in one transaction.
///
/// A step that has been released is never changed; what comes later is a new file in this folder and a new line here. Servers that start
/// together take turns. A database that has steps this list does not know is newer than the program, which then refuses it.
enum Migrations {
    static let steps = [Migration0001.tables + Functions0001.statements + Fences.statements]

    /// Held to the end of the transaction by the one that migrates this database.
    private static let turn = "SELECT pg_advisory_xact_lock(x'6b697468'::bigint)"

    private static let time = Duration.seconds(600)

    /// Brings the tables up to date as the one who signed in. Where they are, that takes no more than reading.
    static func run(on connection: Connection, indexes: IndexedFields) throws(PostgresOpenError) {
        do throws(PostgresFailure) {
            if let present = try version(connection), present >= steps.count, try IndexSchema.isInstalled(indexes, on: connection) {
                guard present > steps.count else { return }
                throw PostgresFailure(.refused(code: newer), String(present))
            }
            try connection.execute(Fences.role, within: .seconds(10))
            try connection.execute("BEGIN; \(turn)", within: time)
            try connection.execute(start, within: time)
            let present = try version(connection) ?? 0
            guard present <= steps.count else { throw PostgresFailure(.refused(code: newer), String(present)) }
            for step in present..<steps.count {
                try connection.execute("\(steps[step]);\nINSERT INTO migration (version) VALUES (\(step + 1))", within: time)
            }
            try IndexSchema.install(indexes, on: connection)
            if present == 0 { try connection.execute(PlannerStatistics.gather(indexes), within: time) }
            try connection.execute("COMMIT", within: time)
        } catch {
            switch error.code {
            case newer: throw .newerSchema(found: Int(error.message) ?? steps.count + 1, known: steps.count)
            case SQLState.insufficientPrivilege: throw .mayNotMigrate(reason: error.message)
            default: throw PostgresOpenError(error)
            }
        }
    }

    private static let start = """
        CREATE SCHEMA IF NOT EXISTS kith;
        CREATE TABLE IF NOT EXISTS migration (version int PRIMARY KEY, applied_at timestamptz NOT NULL DEFAULT now())
        """

    /// The last step that the database has; nil where there has been none.
    static func version(_ connection: Connection) throws(PostgresFailure) -> Int? {
        let exists = try connection.exchange([Statement("SELECT to_regclass('kith.migration') IS NOT NULL")], within: time)[0].first
        guard exists?.bool(0) == true else { return nil }
        let rows = try connection.exchange([Statement("SELECT max(version)::bigint FROM kith.migration")], within: time)[0]
        return rows.first.flatMap { $0.optionalInteger(0) }.map { Int($0) }
    }

    /// A code of our own for a database from the future.
    private static let newer = "KI000"
}
