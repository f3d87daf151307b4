import JSONCore
import Records
import SQLiteStore
import Testing

/// What the store does with more than it can do at once.
@Suite struct LoadTests {
    /// Some types and filters have no index; the time they get is bounded, and others read meanwhile.
    @Test func aSlowQueryIsStoppedAndDisturbsNoOther() async throws {
        let (database, sample) = (try TemporaryDatabase(), Sample())
        var configuration = SQLiteConfiguration(.file(path: database.path))
        configuration.queryTime = .milliseconds(1)
        let store = try await SQLiteStore.open(configuration)
        try await sample.create(in: store)
        let records = (0..<3000).map { sample.insertion(.contact, ["name": .string("person \($0)")]) }
        let first = try await store.commit(Commit(records), in: sample.organisation)[0].record
        let patterns = (0..<50).map { Filter.like(.field(JSONPointer(["comment", "\($0)"])), pattern: "%x%y%", ignoringCase: true) }
        let slow = Query(types: [.contact], filter: .any(patterns), limit: 10)
        await #expect(throws: StoreError.tooExpensive) { try await store.page(slow, in: sample.organisation) }
        #expect(try await store.record(.id(.contact, first.id), in: sample.organisation) == first)
        await store.close()
    }

    /// A query that outgrows the budget of the caller's thread starts over elsewhere and ends with the same answer.
    @Test func aLongQueryIsFinishedOnAThreadOfItsOwn() async throws {
        let (database, sample) = (try TemporaryDatabase(), Sample())
        let store = try await database.open()
        try await sample.create(in: store)
        let records = (0..<5000).map { sample.insertion(.contact, ["name": .string("person \($0)"), "comment": "c"]) }
        _ = try await store.commit(Commit(records), in: sample.organisation)
        let all = Filter.compare(.field(JSONPointer(["comment"])), .equal, .text("c"))
        let page = try await store.page(Query(types: [.contact], filter: all, limit: 10_000, counted: true), in: sample.organisation)
        #expect(page.records.count == 5000)
        #expect(page.total == 5000)
        await store.close()
    }

    @Test func moreWritesThanMayWaitAreRefusedAtOnce() async throws {
        let (database, sample) = (try TemporaryDatabase(), Sample())
        let store = try await database.open()
        try await sample.create(in: store)
        let (written, refused) = try await withThrowingTaskGroup(of: Bool.self) { group in
            for _ in 0..<12_000 {
                group.addTask {
                    do throws(StoreError) {
                        _ = try await store.commit(Commit([sample.insertion(.contact, [:])]), in: sample.organisation)
                        return true
                    } catch {
                        #expect(error == .unavailable(retryAfterSeconds: 1))
                        return false
                    }
                }
            }
            return try await group.reduce(into: (0, 0)) { if $1 { $0.0 += 1 } else { $0.1 += 1 } }
        }
        #expect(written + refused == 12_000)
        #expect(try await store.events(after: 0, limit: 20_000, in: sample.organisation).count == written)
        await store.close()
    }

    @Test func theLogIsCopiedBackAndStaysShort() async throws {
        let (database, sample) = (try TemporaryDatabase(), Sample())
        var configuration = SQLiteConfiguration(.file(path: database.path))
        configuration.checkpointInterval = 50
        let store = try await SQLiteStore.open(configuration)
        try await sample.create(in: store)
        var record = try await store.commit(Commit([sample.insertion(.contact, ["n": 0])]), in: sample.organisation)[0].record
        for n in 1...300 {
            record = try await store.commit(Commit([sample.update(record, ["n": JSON.number(JSONNumber(n))])]), in: sample.organisation)[0]
                .record
        }
        #expect(try store.pages(inLogOf: database.path) < 200)
        await store.close()
    }

    /// A full disk refuses writes alone, leaves no trace of them, and heals as soon as there is room.
    @Test func aFullDiskRefusesWritesAndHeals() async throws {
        let (database, sample) = (try TemporaryDatabase(), Sample())
        let store = try await database.open()
        try await sample.create(in: store)
        let first = try await store.commit(Commit([sample.insertion(.contact, ["name": "Ann"])]), in: sample.organisation)[0].record
        let pages = try store.pragma("page_count")
        _ = try store.pragma("max_page_count = \(pages)")
        let large = sample.insertion(.contact, ["name": .string(String(repeating: "x", count: 100_000))])
        for _ in 0..<3 {
            await #expect(throws: StoreError.full) { try await store.commit(Commit([large]), in: sample.organisation) }
        }
        #expect(store.writeFailure == nil)
        #expect(try await store.record(.id(.contact, first.id), in: sample.organisation) == first)
        _ = try store.pragma("max_page_count = 1000000")
        let written = try await store.commit(Commit([large]), in: sample.organisation)[0]
        #expect(written.change.sequence == 2)
        #expect(written.record.number == 2)
        await store.close()
    }

    @Test func closingFinishesTheWritesThatWait() async throws {
        let (database, sample) = (try TemporaryDatabase(), Sample())
        let store = try await database.open()
        try await sample.create(in: store)
        let written = try await withThrowingTaskGroup(of: Bool.self) { group in
            for n in 0..<500 {
                group.addTask {
                    if n == 250 {
                        await store.close()
                        return false
                    }
                    do throws(StoreError) {
                        _ = try await store.commit(Commit([sample.insertion(.contact, [:])]), in: sample.organisation)
                        return true
                    } catch {
                        #expect(error == .unavailable(retryAfterSeconds: 1))
                        return false
                    }
                }
            }
            return try await group.reduce(0) { $0 + ($1 ? 1 : 0) }
        }
        let again = try await database.open()
        #expect(try await again.events(after: 0, limit: 1000, in: sample.organisation).count == written)
        await again.close()
    }
}
