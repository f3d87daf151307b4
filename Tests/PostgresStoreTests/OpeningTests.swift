import TestSupport
import Testing

@testable import PostgresStore

/// What happens to a database when it is opened.
@Suite struct OpeningTests {
    private static let tables = "SELECT count(*)::text FROM pg_class WHERE relnamespace = to_regnamespace('kith') AND relkind = 'r'"

    @Test func aDatabaseOfANewerVersionIsRefused() async throws {
        try await withWorkbench { workbench in
            try workbench.run("INSERT INTO migration (version) VALUES (999)")
            await #expect(throws: PostgresOpenError.newerSchema(found: 999, known: PostgresStore.tableVersion)) {
                _ = try await PostgresStore.open(workbench.configuration)
            }
            // What another version has made is not put back to what this one knows either.
            try workbench.run("DROP POLICY tenant ON record")
            try await PostgresStore.restoreFences(workbench.configuration)
            #expect(try workbench.texts("SELECT count(*)::text FROM pg_policies WHERE tablename = 'record'") == ["0"])
        }
    }

    @Test func serversThatStartTogetherOnAnEmptyDatabaseMigrateItOnce() async throws {
        try await withWorkbench { workbench in
            try workbench.run("DROP SCHEMA kith CASCADE")
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<4 {
                    group.addTask { try await PostgresStore.open(workbench.configuration).close() }
                }
                try await group.waitForAll()
            }
            let versions = try workbench.texts("SELECT version::text FROM migration ORDER BY version")
            #expect(versions == (1...PostgresStore.tableVersion).map(String.init))
        }
    }

    @Test func aMigrationThatIsKilledLeavesNothingAndTheNextOneFinishes() async throws {
        try await withWorkbench { workbench in
            try workbench.run("DROP SCHEMA kith CASCADE; CREATE SCHEMA kith")
            // A table that is being made in another transaction holds up who makes one of that name: here, halfway through the migration.
            let other = Connection(SessionSettings(owning: workbench.configuration), label: "test.other")
            defer { other.close() }
            try other.open()
            try other.execute("BEGIN; CREATE TABLE change (number int)", within: Workbench.time)
            let configuration = workbench.configuration
            let opening = Task { try await PostgresStore.open(configuration) }
            let waiting = """
                SELECT pg_terminate_backend(pid)::text FROM pg_stat_activity
                WHERE datname = current_database() AND wait_event_type = 'Lock' AND query LIKE '%CREATE TABLE organisation%'
                """
            while try workbench.texts(waiting) != ["true"] { try await Task.sleep(for: .milliseconds(10)) }
            await #expect(throws: PostgresOpenError.self) { _ = try await opening.value }
            try other.execute("ROLLBACK", within: Workbench.time)
            #expect(try workbench.texts(Self.tables) == ["0"])

            try await PostgresStore.open(configuration).close()
            #expect(try workbench.texts("SELECT max(version)::text FROM migration") == ["\(PostgresStore.tableVersion)"])
        }
    }
}
