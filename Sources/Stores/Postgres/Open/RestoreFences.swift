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
            let isDistributed = try owner.exchange([Statement(distributed)], within: time)[0].first?.bool(0) ?? false
            try owner.execute("BEGIN;\n\(statements(isDistributed))\n;COMMIT", within: time)
        } catch where error.code == SQLState.insufficientPrivilege {
            throw .mayNotMigrate(reason: error.message)
        } catch { throw PostgresOpenError(error) }
    }

    private static let distributed = "SELECT EXISTS (SELECT FROM pg_extension WHERE extname = 'citus')"

    /// Drops every policy and makes the one that there should be; takes every right on the tables and gives those that there should be.
    private static func statements(_ isDistributed: Bool) -> String {
        let names = Fences.tables.map(\.name).joined(separator: ", ")
        return """
            DO $$
            DECLARE
                policy record;
            BEGIN
                FOR policy IN SELECT policyname, tablename FROM pg_policies WHERE schemaname = 'kith' LOOP
                    EXECUTE format('DROP POLICY %I ON kith.%I', policy.policyname, policy.tablename);
                END LOOP;
            END $$;
            REVOKE ALL ON \(names) FROM PUBLIC, \(Fences.serverRole);

            """ + Fences.tables.map { isDistributed ? Fences.distributable($0.name, $0.besides) : Fences.fence($0.name, $0.besides) }.joined()
            + Fences.rights
    }
}
