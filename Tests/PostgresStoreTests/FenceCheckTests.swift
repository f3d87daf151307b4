import Testing

@testable import PostgresStore

/// The check at the start: a database that does not keep organisations apart is not served, and the refusal says where.
@Suite struct FenceCheckTests {
    private static let tables = Fences.tables.map(\.name)

    @Test(arguments: tables)
    func rowSecurityMustBeEnabled(_ table: String) async throws {
        try await expectRefusal("ALTER TABLE \(table) DISABLE ROW LEVEL SECURITY", naming: table)
    }

    @Test(arguments: tables)
    func rowSecurityMustBeForced(_ table: String) async throws {
        try await expectRefusal("ALTER TABLE \(table) NO FORCE ROW LEVEL SECURITY", naming: table)
    }

    @Test(arguments: tables)
    func thePolicyMustBeThere(_ table: String) async throws {
        try await expectRefusal("DROP POLICY tenant ON \(table)", naming: table)
    }

    @Test(arguments: tables)
    func noOtherPolicyMayBeThere(_ table: String) async throws {
        try await expectRefusal("CREATE POLICY more ON \(table) USING (true)", naming: table)
    }

    @Test func aPolicyOfAnotherKindIsNoPolicy() async throws {
        try await expectRefusal("ALTER POLICY tenant ON record USING (true)", naming: "record")
        try await expectRefusal("ALTER POLICY tenant ON record WITH CHECK (true)", naming: "record")
    }

    @Test(arguments: ["UPDATE", "DELETE", "TRUNCATE"])
    func theLogOfChangesMayNotBeAltered(_ right: String) async throws {
        try await expectRefusal("GRANT \(right) ON change TO kith_server", naming: "change")
    }

    @Test(arguments: tables)
    func theServersRoleMayNotOwnATable(_ table: String) async throws {
        try await expectRefusal("ALTER TABLE \(table) OWNER TO kith_server", naming: table)
    }

    @Test func aTableMayNotBeMissing() async throws {
        try await expectRefusal("ALTER TABLE person RENAME TO somebody", naming: "person")
    }

    /// Roles are the whole server's, so the server's own role stays as it is here; the check asks of whoever it runs as.
    @Test(arguments: ["SUPERUSER", "BYPASSRLS"])
    func theRoleMayNotGoAroundRowSecurity(_ attribute: String) async throws {
        try await withWorkbench { workbench in
            let role = "kith_test_\(attribute.lowercased())_\(Int.random(in: 0 ..< .max))"
            try workbench.run("CREATE ROLE \(role) \(attribute) NOLOGIN IN ROLE kith_server; SET ROLE \(role)")
            let refusal = #expect(throws: PostgresOpenError.self) { try FenceCheck.run(on: workbench.owner) }
            try workbench.run("RESET ROLE; DROP ROLE \(role)")
            #expect(refusal?.description.contains(attribute == "SUPERUSER" ? "\(role) is a superuser" : "\(role) has BYPASSRLS") == true)
        }
    }

    /// What `kith database migrate` puts back.
    @Test func theFencesArePutBack() async throws {
        try await withWorkbench { workbench in
            try workbench.run(
                """
                ALTER TABLE record NO FORCE ROW LEVEL SECURITY; ALTER TABLE token DISABLE ROW LEVEL SECURITY; DROP POLICY tenant ON person;
                CREATE POLICY more ON counter USING (true); GRANT UPDATE, DELETE, TRUNCATE ON change TO kith_server;
                GRANT SELECT ON record TO PUBLIC
                """)
            try await PostgresStore.restoreFences(workbench.configuration)
            let store = try await PostgresStore.open(workbench.configuration)
            await store.close()
            #expect(try workbench.texts("SELECT has_table_privilege('public', 'kith.record', 'SELECT')::text") == ["false"])
        }
    }

    private func expectRefusal(_ damage: String, naming table: String) async throws {
        try await withWorkbench { workbench in
            try workbench.run(damage)
            let refusal = await #expect(throws: PostgresOpenError.self) { _ = try await PostgresStore.open(workbench.configuration) }
            guard case .notFenced(let what)? = refusal else {
                Issue.record("not refused for this: \(refusal.map { "\($0)" } ?? "")")
                return
            }
            #expect(what.contains("the table \(table)"))
        }
    }
}
