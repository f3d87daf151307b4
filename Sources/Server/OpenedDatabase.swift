import Access
import Foundation
import Logging
import PostgresStore
import Records
import SQLiteStore

/// The store that a configuration names, opened, and how to ask whether it is well.
struct OpenedDatabase: Sendable {
    let store: any RecordStore & CredentialStore
    let readiness: @Sendable () async -> StaticPages.Readiness

    /// Opens the store. Refuses with ``StartError``.
    init(_ configuration: ServerConfiguration, logger: Logger) async throws(StartError) {
        switch configuration.database {
        case .sqlite(let path):
            var sqlite = SQLiteConfiguration(.file(path: path), logger: logger)
            if configuration.writesInBulk { sqlite.prepareForBulk() }
            try await self.init(sqlite)
        case .memory: try await self.init(SQLiteConfiguration(.memory, logger: logger))
        case .postgres(let uri):
            try await self.init(
                PostgresConfiguration(
                    uri: uri, password: try Self.password(configuration.databasePasswordFile), readers: configuration.databaseConnections,
                    logger: logger))
        }
    }

    private init(_ configuration: SQLiteConfiguration) async throws(StartError) {
        let store: SQLiteStore
        do throws(StoreOpenError) { store = try await SQLiteStore.open(configuration) } catch { throw StartError(error.description) }
        try await Self.refuseUnfinishedCopy(store, try? store.isUnfinishedCopy)
        self.store = store
        readiness = { StaticPages.Readiness(isReady: store.writeFailure == nil, database: "SQLite \(SQLiteStore.engineVersion)") }
    }

    private init(_ configuration: PostgresConfiguration) async throws(StartError) {
        let store: PostgresStore
        do throws(PostgresOpenError) { store = try await PostgresStore.open(configuration) } catch { throw StartError(error.description) }
        try await Self.refuseUnfinishedCopy(store, try? await store.isUnfinishedCopy)
        self.store = store
        readiness = { StaticPages.Readiness(isReady: await store.isAnswering, database: "PostgreSQL \(store.engineVersion)") }
    }

    /// A database that a copy has not finished holds some records and not others; where that cannot be told it is not served either.
    private static func refuseUnfinishedCopy(_ store: any RecordStore, _ isUnfinished: Bool?) async throws(StartError) {
        guard isUnfinished != false else { return }
        await store.close()
        throw StartError("the database is an unfinished copy: run the same kith database copy again, it goes on where it ended")
    }

    /// The first line of the file.
    static func password(_ file: String?) throws(StartError) -> String? {
        guard let file else { return nil }
        guard let data = FileManager.default.contents(atPath: file) else {
            throw StartError("the file of the database's password cannot be read: \(file)")
        }
        return String(decoding: data.prefix { $0 != UInt8(ascii: "\n") && $0 != UInt8(ascii: "\r") }, as: UTF8.self)
    }
}
