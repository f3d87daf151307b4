import Foundation
import GRDB
import JSONCore
import Records
import SQLiteStore
import Testing

/// What a file holds when it is opened again, and what cannot be done to it.
@Suite struct KeepingTests {
    @Test func openingAgainFindsEverything() async throws {
        let (database, sample) = (try TemporaryDatabase(), Sample())
        var store = try await database.open()
        try await sample.create(in: store)
        let first = try await store.commit(Commit([sample.insertion(.contact, ["name": "Ann"], externalID: "a")]), in: sample.organisation)[
            0]
        let second = try await store.commit(Commit([sample.update(first.record, ["name": "Anna"])]), in: sample.organisation)[0]
        await store.close()
        #expect(!FileManager.default.fileExists(atPath: database.path + "-wal"))

        store = try await database.open()
        #expect(try await store.record(.externalID(.contact, "a"), in: sample.organisation) == second.record)
        #expect(try await store.events(after: 0, limit: 10, in: sample.organisation) == [first.change, second.change])
        let third = try await store.commit(Commit([sample.insertion(.contact, [:])]), in: sample.organisation)[0]
        #expect(third.record.number == 2)
        #expect(third.change.sequence == 3)
        await store.close()
    }

    /// A copy of the files of a running store is what a killed process leaves behind.
    @Test func whatAKilledProcessLeavesHasEveryAcknowledgedCommit() async throws {
        let (database, sample) = (try TemporaryDatabase(), Sample())
        let store = try await database.open()
        try await sample.create(in: store)
        for round in 0..<5 {
            let numbers = try await withThrowingTaskGroup(of: Int64.self) { group in
                for _ in 0..<20 {
                    group.addTask {
                        try await store.commit(Commit([sample.insertion(.contact, ["name": "Ann"])]), in: sample.organisation)[0].record
                            .number
                    }
                }
                return try await group.reduce(into: Set()) { $0.insert($1) }
            }
            #expect(numbers.count == 20)
            let left = try TemporaryDatabase()
            for suffix in ["", "-wal"] {
                try FileManager.default.copyItem(atPath: database.path + suffix, toPath: left.path + suffix)
            }
            let survivor = try await left.open()
            let changes = try await survivor.events(after: 0, limit: 1000, in: sample.organisation)
            #expect(changes.map(\.sequence) == Array(1...Int64(20 * (round + 1))))
            for number in numbers { #expect(try await survivor.record(.number(.contact, number), in: sample.organisation) != nil) }
            await survivor.close()
            let faults = try raw(left) { database in
                try String.fetchAll(database, sql: "PRAGMA integrity_check").filter { $0 != "ok" }
                    + Row.fetchAll(database, sql: "PRAGMA foreign_key_check").map(\.description)
            }
            #expect(faults.isEmpty)
        }
        await store.close()
    }

    @Test(arguments: ["UPDATE change SET actor_name = 'somebody else'", "DELETE FROM change"])
    func aChangeIsNeverAltered(_ statement: String) async throws {
        let (database, sample) = (try TemporaryDatabase(), Sample())
        let store = try await database.open()
        try await sample.create(in: store)
        _ = try await store.commit(Commit([sample.insertion(.contact, [:])]), in: sample.organisation)
        await store.close()
        #expect(throws: DatabaseError.self) { try raw(database) { try $0.execute(sql: statement) } }
    }

    @Test func everyTenantsKeyStartsWithItsOrganisation() async throws {
        let database = try TemporaryDatabase()
        try await database.open().close()
        // Looked up by what is secret or unique in the whole server: before it is known whose they are.
        let global: Set<String> = ["token.digest", "user.id", "user.email"]
        try raw(database) { database in
            for table in ["record", "counter", "reference", "change", "token", "user"] {
                for index in try Row.fetchAll(database, sql: "PRAGMA index_list(\(table))") {
                    let columns = try Row.fetchAll(database, sql: "PRAGMA index_info(\(index["name"] as String))")
                    let first = columns.first.map { $0["name"] as String } ?? ""
                    #expect(first == "organisation" || global.contains("\(table).\(first)"), "\(table) \(first)")
                }
                for key in try Row.fetchAll(database, sql: "PRAGMA foreign_key_list(\(table))") where key["seq"] as Int == 0 {
                    #expect(key["from"] as String == "organisation")
                }
            }
        }
    }

    @Test func aNewDeclarationFillsItsColumn() async throws {
        let (database, sample) = (try TemporaryDatabase(), Sample())
        var store = try await database.open()
        try await sample.create(in: store)
        for name in ["Ann", "Ben"] {
            _ = try await store.commit(
                Commit([sample.insertion(.contact, ["name": .string(name), "email": "e"])]), in: sample.organisation)
        }
        await store.close()
        // As if the program that wrote the records had declared other fields.
        try raw(database) { database in
            try database.execute(sql: "DROP INDEX record_contact_1; UPDATE record SET index1 = 'old', index2 = 'old', index3 = NULL")
            try database.execute(sql: "UPDATE indexed_field SET field = '/formerly' WHERE type = 'contact' AND position = 1")
        }
        store = try await database.open()
        for field in ["name", "email"] {
            let text = field == "name" ? "Ann" : "e"
            let filter = Filter.compare(.field(JSONPointer([field])), .equal, .text(text))
            let page = try await store.page(Query(types: [.contact], filter: filter, limit: 10), in: sample.organisation)
            #expect(page.records.count == (field == "name" ? 1 : 2))
        }
        await store.close()
    }
}
