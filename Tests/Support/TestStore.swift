import Foundation
package import Server

/// The stores that behaviour is tested on.
package enum TestStore: String, Sendable, CustomStringConvertible {
    /// SQLite in memory: the quick one.
    case memory
    /// SQLite on disk with everything that production has: WAL, the process lock, the reader pool.
    case file
    /// A database of its own in the PostgreSQL that `Scripts/with-postgres` has started.
    case postgres

    /// The stores of this run: SQLite's, or PostgreSQL where the variable KITH_TEST_STORE says `postgres`. `make test` runs what speaks HTTP
    /// once with each.
    package static let tested: [TestStore] = {
        switch ProcessInfo.processInfo.environment["KITH_TEST_STORE"] {
        case nil, "sqlite": [.memory, .file]
        case "postgres": [.postgres]
        case .some: preconditionFailure("KITH_TEST_STORE must be sqlite or postgres")
        }
    }()

    /// The store of this run for tests to which any will do: the first of ``tested``.
    package static let usual = tested[0]

    package var description: String { rawValue }
}

/// Runs `body` with the address of a new and empty database, and takes that away afterwards.
@discardableResult
package func withDatabase<Result>(
    _ store: TestStore, isolation: isolated (any Actor)? = #isolation, _ body: (DatabaseAddress) async throws -> Result
) async throws -> Result {
    switch store {
    case .memory: return try await body(.memory)
    case .file:
        let directory = FileManager.default.temporaryDirectory.appendingPathComponent("kith-test-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: directory) }
        return try await body(.sqlite(path: directory.appendingPathComponent("kith.db").path))
    case .postgres:
        let server = try PostgresServer.shared.get()
        let database = try await server.makeDatabase()
        let outcome: Swift.Result<Result, any Error>
        do {
            outcome = .success(try await body(.postgres(uri: server.address(of: database))))
        } catch {
            outcome = .failure(error)
        }
        try await server.drop(database)
        return try outcome.get()
    }
}
