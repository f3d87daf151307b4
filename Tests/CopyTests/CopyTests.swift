import JSONCore
import Records
import Relational
import Server
import Synchronization
import TestSupport
import Testing

/// Copies between databases of both kinds: whole, proven, and going on after an end in the middle.
@Suite struct CopyTests {
    private func copy(
        _ source: DatabaseAddress, _ target: DatabaseAddress, report: @escaping @Sendable (CopyProgress) throws -> Void = { _ in }
    ) async throws -> CopyReport {
        try await CopySides(from: Premises.configuration(source), to: Premises.configuration(target), logger: Premises.logger)
            .copy(report: report)
    }

    @Test func aCopyToPostgresAndBackIsTheSame() async throws {
        try await withDatabase(.file) { source in
            try await withDatabase(.postgres) { between in
                try await withDatabase(.file) { target in
                    try await Premises.fill(source)
                    let there = try await copy(source, between)
                    let back = try await copy(between, target)
                    #expect(there.json == back.json)
                    #expect(there.rows[.organisation] == 4)
                    #expect(there.rows[.record] ?? 0 > 300)
                    #expect(there.rows[.reference] ?? 0 > 0)
                    #expect(there.json["verified"] == true)

                    let answers = try await Premises.answers(source)
                    #expect(answers.changes.count == there.rows[.change].map { Int($0) })
                    #expect(try await Premises.answers(between) == answers)
                    #expect(try await Premises.answers(target) == answers)
                }
            }
        }
    }

    /// Numbers and changes go on where the source's ended, and both stores write on.
    @Test(arguments: [TestStore.file, .postgres])
    func aCopyCanBeWrittenTo(_ store: TestStore) async throws {
        try await withDatabase(.file) { source in
            try await withDatabase(store) { target in
                try await Premises.fill(source)
                _ = try await copy(source, target)
                let before = try await Premises.answers(target)
                try await Premises.withKith(target) { server in _ = try await Demo.make(access: server.access, engine: server.engine) }
                try await Premises.withKith(source) { server in _ = try await Demo.make(access: server.access, engine: server.engine) }
                let after = try await Premises.answers(target)
                #expect(after.changes.count > before.changes.count)
                #expect(after.changes.map(\.sequence) == (try await Premises.answers(source)).changes.map(\.sequence))
            }
        }
    }

    /// Breaks off at each of the first places, then lets the copy be finished.
    @Test(arguments: [TestStore.file, .postgres], [1, 2, 5, 12, 19])
    func aCopyThatIsBrokenOffGoesOn(_ store: TestStore, _ reports: Int) async throws {
        struct Stop: Error {}
        try await withDatabase(.file) { source in
            try await withDatabase(store) { target in
                try await Premises.fill(source)
                let left = Mutex(reports)
                await #expect(throws: Stop.self) {
                    _ = try await copy(source, target) { _ in
                        try left.withLock { left in
                            left -= 1
                            if left == 0 { throw Stop() }
                        }
                    }
                }
                let resumed = Mutex(false)
                let report = try await copy(source, target) { progress in resumed.withLock { $0 = $0 || progress.isResumed } }
                #expect(resumed.withLock { $0 } == (reports > 1))
                #expect(report.json["verified"] == true)
                #expect(try await Premises.answers(target) == Premises.answers(source))
            }
        }
    }

    @Test(arguments: [TestStore.file, .postgres])
    func aTargetThatHoldsSomethingIsRefused(_ store: TestStore) async throws {
        try await withDatabase(.file) { source in
            try await withDatabase(store) { target in
                try await Premises.fill(source)
                try await Premises.withKith(target) { server in _ = try await server.access.createOrganisation(name: "One") }
                await #expect(throws: CopyError.notEmpty) { _ = try await copy(source, target) }
            }
        }
    }

    @Test(arguments: [TestStore.file, .postgres])
    func anUnfinishedCopyOfAnotherSourceIsRefused(_ store: TestStore) async throws {
        struct Stop: Error {}
        try await withDatabase(.file) { source in
            try await withDatabase(.file) { other in
                try await withDatabase(store) { target in
                    try await Premises.fill(source)
                    try await Premises.fill(other)
                    await #expect(throws: Stop.self) { _ = try await copy(source, target) { _ in throw Stop() } }
                    await #expect(throws: CopyError.otherSource) { _ = try await copy(other, target) }
                    try await withDatabase(.file) { next in
                        _ = await #expect(throws: CopyError.unfinishedSource) { _ = try await copy(target, next) }
                    }
                }
            }
        }
    }

    @Test(arguments: [TestStore.file, .postgres])
    func oneDatabaseIsNotCopiedIntoItself(_ store: TestStore) async throws {
        try await withDatabase(store) { database in
            try await Premises.withKith(database) { _ in }
            await #expect(throws: CopyError.sameDatabase) { _ = try await copy(database, database) }
        }
    }

    @Test(arguments: [TestStore.file, .postgres])
    func aDatabaseThatIsServedIsRefused(_ store: TestStore) async throws {
        try await withDatabase(store) { source in
            try await withDatabase(.file) { target in
                try await Premises.withKith(source) { _ in
                    let refusal = await #expect(throws: (any Error).self) { _ = try await copy(source, target) }
                    let text = refusal.map { "\($0)" } ?? ""
                    #expect(text.contains(store == .file ? "is in use by process" : "other session"))
                }
            }
        }
    }

    @Test func aSourceThatIsMissingIsNotMade() async throws {
        try await withDatabase(.file) { source in
            try await withDatabase(.file) { target in
                guard case .sqlite(let path) = source else { throw TestFailure("not SQLite") }
                await #expect(throws: CopyError.noSource(path: path)) { _ = try await copy(source, target) }
            }
        }
    }
}
