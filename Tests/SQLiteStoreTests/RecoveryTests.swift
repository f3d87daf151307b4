import Foundation
import JSONCore
import Records
import SQLiteStore
import Testing

/// What is as it was before, after something ended in the middle.
@Suite struct RecoveryTests {
    /// SQLite asks for the budget while a transaction ends, too. A connection on which one stayed open would read what was there then for ever.
    @Test func aReadThatIsStoppedLeavesNoSnapshotOpen() async throws {
        let (database, sample) = (try TemporaryDatabase(), Sample())
        let store = try await database.open()
        try await sample.create(in: store)
        var record = try await store.commit(Commit([sample.insertion(.contact, ["n": 0])]), in: sample.organisation)[0].record
        for n in 1...600 { record = try await change(record, n, sample, store) }
        // Each walks through more changes than the caller's thread has time for, so it is stopped and starts over elsewhere.
        for n in 601...2000 {
            let first = try await store.history(of: record.id, before: 2, limit: 1, in: sample.organisation)
            #expect(first.map(\.version) == [1])
            if n.isMultiple(of: 100) { record = try await change(record, n, sample, store) }
            #expect(try await store.record(.id(.contact, record.id), in: sample.organisation) == record)
        }
        await store.close()
    }

    /// No later commit may lie behind one that the system holds in memory alone because a sync was refused.
    @Test func aStartCopiesTheLogThatAKilledProcessLeft() async throws {
        let (database, sample) = (try TemporaryDatabase(), Sample())
        let store = try await database.open()
        try await sample.create(in: store)
        let written = try await store.commit(Commit([sample.insertion(.contact, ["name": "Ann"])]), in: sample.organisation)[0]
        let left = try TemporaryDatabase()
        for suffix in ["", "-wal"] {
            try FileManager.default.copyItem(atPath: database.path + suffix, toPath: left.path + suffix)
        }
        await store.close()
        #expect(try store.pages(inLogOf: left.path) > 0)
        let survivor = try await left.open()
        #expect(try survivor.pages(inLogOf: left.path) == 0)
        #expect(try await survivor.events(after: 0, limit: 10, in: sample.organisation) == [written.change])
        await survivor.close()
    }

    private func change(_ record: Record, _ n: Int, _ sample: Sample, _ store: SQLiteStore) async throws -> Record {
        try await store.commit(Commit([sample.update(record, ["n": JSON.number(JSONNumber(n))])]), in: sample.organisation)[0].record
    }
}
