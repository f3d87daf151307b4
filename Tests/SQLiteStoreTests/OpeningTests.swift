import Foundation
import GRDB
import Records
import SQLiteStore
import Testing

/// What must be true before a file is used, and what is said when it is not.
@Suite struct OpeningTests {
    @Test func everyCommitIsSynced() async throws {
        let database = try TemporaryDatabase()
        let store = try await database.open()
        #expect(try store.pragma("synchronous") == "2")
        #expect(try store.pragma("journal_mode") == "wal")
        #expect(try store.pragma("foreign_keys") == "1")
        #expect(try store.pragma("mmap_size") == "0")
        await store.close()
    }

    @Test func aSecondOpeningNamesTheHolder() async throws {
        let database = try TemporaryDatabase()
        let store = try await database.open()
        let holder = ProcessInfo.processInfo.processIdentifier
        await #expect(throws: StoreOpenError.locked(path: database.path, holder: holder)) { try await database.open() }
        // Through a link it is the same file.
        let link = database.directory + "/link.db"
        try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: database.path)
        await #expect(throws: StoreOpenError.locked(path: database.path, holder: holder)) {
            try await SQLiteStore.open(SQLiteConfiguration(.file(path: link)))
        }
        #expect(StoreOpenError.locked(path: "a.db", holder: 7).description.contains("process 7"))
        await store.close()
        try await database.open().close()
    }

    @Test func ofManyOpeningsOneWins() async throws {
        let database = try TemporaryDatabase()
        let stores: [SQLiteStore] = await withTaskGroup(of: SQLiteStore?.self) { group in
            for _ in 0..<8 { group.addTask { try? await database.open() } }
            return await group.reduce(into: []) { if let store = $1 { $0.append(store) } }
        }
        #expect(stores.count == 1)
        for store in stores { await store.close() }
    }

    @Test func aNewerSchemaIsRefusedAndLeftAlone() async throws {
        let database = try TemporaryDatabase()
        try await database.open().close()
        try raw(database) { try $0.execute(sql: "INSERT INTO grdb_migrations VALUES ('9999 of tomorrow')") }
        await #expect(throws: StoreOpenError.newerSchema(path: database.path)) { try await database.open() }
        let migrations = try raw(database) { try String.fetchAll($0, sql: "SELECT identifier FROM grdb_migrations") }
        #expect(migrations.contains("9999 of tomorrow"))
    }

    @Test func anotherProgramsDatabaseIsRefusedAndLeftAlone() async throws {
        let database = try TemporaryDatabase()
        try raw(database) { try $0.execute(sql: "CREATE TABLE theirs (a)") }
        let before = try Data(contentsOf: URL(fileURLWithPath: database.path))
        await #expect(throws: StoreOpenError.foreign(path: database.path)) { try await database.open() }
        #expect(try Data(contentsOf: URL(fileURLWithPath: database.path)) == before)
    }

    @Test(arguments: [1, 1000]) func whatIsNoDatabaseIsRefusedAndLeftAlone(_ length: Int) async throws {
        let database = try TemporaryDatabase()
        let text = String(repeating: "not a database\n", count: length)
        try text.write(toFile: database.path, atomically: false, encoding: .utf8)
        await #expect(throws: StoreOpenError.notADatabase(path: database.path)) { try await database.open() }
        #expect(try String(contentsOfFile: database.path, encoding: .utf8) == text)
    }

    @Test func aDirectoryThatIsNotThereIsNotWritable() async throws {
        let path = "/nowhere/at/all/kith.db"
        await #expect(throws: StoreOpenError.notWritable(path: path, reason: "No such file or directory")) {
            try await SQLiteStore.open(SQLiteConfiguration(.file(path: path)))
        }
    }

    @Test func everySentenceNamesTheFile() {
        let errors: [StoreOpenError] = [
            .locked(path: "x.db", holder: nil), .newerSchema(path: "x.db"), .notADatabase(path: "x.db"), .foreign(path: "x.db"),
            .notWritable(path: "x.db", reason: "r"), .failed(path: "x.db", reason: "r"),
        ]
        for error in errors { #expect(error.description.contains("x.db")) }
        #expect(StoreOpenError.notDurable(synchronous: 1).description.contains("synchronous is 1"))
    }

    @Test func theVersionOfTheEngineIsKnown() { #expect(SQLiteStore.engineVersion.hasPrefix("3.")) }
}

/// Does something to a database file behind the store's back.
@discardableResult
func raw<Value>(_ database: TemporaryDatabase, _ body: (Database) throws -> Value) throws -> Value {
    let queue = try DatabaseQueue(path: database.path)
    defer { try? queue.close() }
    return try queue.inDatabase(body)
}
