import Dispatch

extension PostgresStore {
    /// Puts back, as the owner, what keeps organisations apart, where tables are there already: row-level security, policies and rights as
    /// ``Fences`` has them, and nothing besides.
    package static func restoreFences(_ configuration: PostgresConfiguration) async throws(PostgresOpenError) {
        let result = await withCheckedContinuation { (done: CheckedContinuation<Result<Void, PostgresOpenError>, Never>) in
            DispatchQueue.global().async {
                done.resume(returning: Result { () throws(PostgresOpenError) in try RestoreFences.run(configuration) })
            }
        }
        try result.get()
    }
}

/// The repair of what ``FenceCheck`` finds missing.
enum RestoreFences {
    private static let time = Duration.seconds(60)

    static func run(_ configuration: PostgresConfiguration) throws(PostgresOpenError) {
        let owner = Connection(SessionSettings(owning: configuration), label: "kith.postgres.fences")
        defer { owner.close() }
        do throws(PostgresFailure) {
            // What another version has made is not for this one to alter.
            guard try Migrations.version(owner) == Migrations.steps.count else { return }
            let isDistributed = try rows(distributed, owner).first?.bool(0) ?? false
            try owner.execute("BEGIN", within: time)
            if isDistributed { try owner.execute(DistributeStatements.start, within: time) }
            // One at a time: Citus repeats each on the other nodes.
            for text in try removals(owner) + restorations(isDistributed) { try owner.execute(text, within: time) }
            try owner.execute("COMMIT", within: time)
        } catch {
            throw error.code == SQLState.insufficientPrivilege ? .mayNotMigrate(reason: error.message) : PostgresOpenError(error)
        }
    }

    private static let distributed = "SELECT EXISTS (SELECT FROM pg_extension WHERE extname = 'citus')"

    /// What takes away every policy and every right on the tables.
    private static func removals(_ owner: Connection) throws(PostgresFailure) -> [String] {
        let policies = try rows(policies, owner)
        return (0..<policies.count).map { policies[$0].text(0) }
            + Fences.tables.map { "REVOKE ALL ON \($0.name) FROM PUBLIC, \(Fences.serverRole)" }
    }

    private static let policies = """
        SELECT format('DROP POLICY %I ON kith.%I', policyname, tablename) FROM pg_policies WHERE schemaname = 'kith'
        """

    /// What makes the policies and gives the rights that there should be.
    private static func restorations(_ isDistributed: Bool) -> [String] {
        let fences = Fences.tables.map { table in
            isDistributed ? Fences.distributable(table.name, table.besides) : Fences.fence(table.name, table.besides)
        }
        return (fences + [Fences.rights]).flatMap { $0.split(separator: ";\n").map(String.init) }
    }

    private static func rows(_ text: String, _ owner: Connection) throws(PostgresFailure) -> Rows {
        try owner.exchange([Statement(text)], within: time)[0]
    }
}
