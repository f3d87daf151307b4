import Access
import PostgresStore
import Records
import SQLiteStore
import Server
import TestSupport
import Testing

/// What keeps the records. Every test of this target runs on each, so that they give the same answers.
enum Engine: CaseIterable, Sendable, CustomTestStringConvertible {
    case sqliteMemory, sqliteFile, postgres

    var testDescription: String { "\(self)" }

    fileprivate var database: TestStore {
        switch self {
        case .sqliteMemory: .memory
        case .sqliteFile: .file
        case .postgres: .postgres
        }
    }
}

/// What both protocols are asked of.
typealias Store = any RecordStore & CredentialStore

/// Runs `body` on a new and empty database with one organisation in it, and takes it away afterwards.
func withStore(_ engine: Engine, _ body: (Shelf) async throws -> Void) async throws {
    try await withDatabase(engine.database) { address in
        let store = try await open(address)
        let result: Result<Void, any Error>
        do {
            result = .success(try await body(try await Shelf(store)))
        } catch {
            result = .failure(error)
        }
        await store.close()
        try result.get()
    }
}

private func open(_ address: DatabaseAddress) async throws -> Store {
    switch address {
    case .memory: return try await SQLiteStore.open(SQLiteConfiguration(.memory))
    case .sqlite(let path): return try await SQLiteStore.open(SQLiteConfiguration(.file(path: path)))
    case .postgres(let uri):
        var configuration = PostgresConfiguration(uri: uri, readers: 2)
        // It would say of every test that this database does not outlive the machine.
        configuration.logger.logLevel = .error
        return try await PostgresStore.open(configuration)
    }
}
