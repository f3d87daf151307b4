package import Logging
import PostgresStore
import SQLiteStore

/// The tables of a database, brought up to date.
package struct MigrateDatabase: Sendable {
    /// The version that the tables have now.
    package let version: Int
    /// `SQLite 3.40.1` or `PostgreSQL 15.18`.
    package let engine: String

    /// Opens the database as its owner, brings its tables up to date and lets go of it again. Refuses with ``StartError``.
    package static func run(_ configuration: ServerConfiguration, logger: Logger) async throws(StartError) -> MigrateDatabase {
        switch configuration.database {
        case .memory: throw StartError("a database in memory has no tables to keep up to date: name a file")
        case .sqlite(let path):
            do throws(StoreOpenError) {
                let store = try await SQLiteStore.open(SQLiteConfiguration(.file(path: path), logger: logger))
                await store.close()
                return MigrateDatabase(version: SQLiteStore.tableVersion, engine: "SQLite \(SQLiteStore.engineVersion)")
            } catch { throw StartError(error.description) }
        case .postgres:
            let address = try configuration.postgres(logger)
            do throws(PostgresOpenError) {
                try await PostgresStore.restoreFences(address)
                let store = try await PostgresStore.open(address)
                await store.close()
                return MigrateDatabase(version: PostgresStore.tableVersion, engine: "PostgreSQL \(store.engineVersion)")
            } catch { throw StartError(error.description) }
        }
    }
}
