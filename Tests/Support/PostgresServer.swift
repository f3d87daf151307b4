import Foundation
import Logging
import PostgresStore

/// The PostgreSQL of this run, and the databases in it that tests have.
///
/// Each is a copy of one that was migrated once: copying takes a fraction of the time that migrating does.
actor PostgresServer {
    /// The server that `Scripts/with-postgres` has started; a failure that says so where there is none.
    static let shared = Result<PostgresServer, any Error> { try PostgresServer() }

    /// Databases at a time, so that their connections stay within what the server takes.
    private static let limit = 8

    private let base: URLComponents
    private let session: PostgresSession
    private var template: Task<String, any Error>?
    private var made = 0
    private var present = 0
    private var waiting: [CheckedContinuation<Void, Never>] = []

    private init() throws {
        guard let text = ProcessInfo.processInfo.environment["KITH_TEST_POSTGRES"] else {
            throw TestFailure("there is no PostgreSQL to test on: run this through make test, or Scripts/with-postgres swift test …")
        }
        guard let base = URLComponents(string: text), base.host != nil else {
            throw TestFailure("KITH_TEST_POSTGRES must be a superuser's address: postgres://user@host:port/database")
        }
        self.base = base
        session = try PostgresSession(text)
    }

    /// Makes a database with the tables of this version. Waits while there are ``limit``.
    func makeDatabase() async throws -> String {
        await enter()
        do {
            let template = try await templateTask().value
            made += 1
            let name = "\(template)_\(made)"
            try await session.run("CREATE DATABASE \(name) TEMPLATE \(template)")
            return name
        } catch {
            leave()
            throw error
        }
    }

    /// Takes a database away, and whoever is still connected to it.
    func drop(_ database: String) async throws {
        defer { leave() }
        try await session.run("DROP DATABASE \(database) WITH (FORCE)")
    }

    /// What the store is opened with for a database.
    nonisolated func address(of database: String) -> String {
        var address = base
        address.path = "/" + database
        return address.string ?? ""
    }

    /// Makes the database that the others are copies of, once; its name is this process's own.
    private func templateTask() -> Task<String, any Error> {
        if let template { return template }
        let task = Task {
            let name = "kith_\(ProcessInfo.processInfo.processIdentifier)"
            try await session.run("CREATE DATABASE \(name) TEMPLATE template0")
            var logger = Logger(label: "test")
            logger.logLevel = .error
            let store = try await PostgresStore.open(PostgresConfiguration(uri: address(of: name), readers: 1, logger: logger))
            await store.close()
            return name
        }
        template = task
        return task
    }

    // MARK: - Places

    private func enter() async {
        if present < Self.limit {
            present += 1
        } else {
            await withCheckedContinuation { waiting.append($0) }
        }
    }

    /// Gives the place to who waits longest.
    private func leave() {
        if waiting.isEmpty { present -= 1 } else { waiting.removeFirst().resume() }
    }
}
