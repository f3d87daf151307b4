import Records
import TestSupport
import Testing

@testable import PostgresStore

/// The second fence: what a statement without its condition on the organisation could do. PostgreSQL 15, section 5.8.
@Suite struct RowSecurityTests {
    /// Says which organisation a transaction is about, or that it is about none.
    private static func naming(_ organisation: OrganisationID?) -> [Statement] { organisation.map { [.naming($0)] } ?? [] }

    /// A statement that has lost its condition.
    private static func without(_ text: String) throws -> String {
        let bare = text.replacing("organisation = $1 AND ", with: "").replacing("WHERE organisation = $1", with: "")
        #expect(bare != text && !bare.contains("organisation = $1"))
        return bare
    }

    private static func ask(_ text: String, _ parameters: (inout Statement) -> Void, as named: OrganisationID?, _ connection: Connection)
        throws -> Rows
    {
        var statement = Statement(text)
        parameters(&statement)
        return try #require(try connection.exchange(naming(named) + [statement], within: Workbench.time).last)
    }

    @Test func readsWithoutTheirConditionSeeTheNamedOrganisationOnly() async throws {
        try await withWorkbench { workbench in
            let two = try await TwoOrganisations(workbench.configuration)
            await two.store.close()
            let server = try workbench.server()
            defer { server.close() }
            let events = try Self.without(ReadStatements.events)
            let byID = try Self.without(ReadStatements.byID)
            for named in [two.own, two.other, nil] {
                let changes = try Self.ask(
                    events,
                    {
                        $0.bind(two.own)
                        $0.bind(0 as Int64)
                        $0.bind(100 as Int64)
                    }, as: named, server)
                #expect(changes.count == (named == nil ? 0 : TwoOrganisations.contacts))
                for record in [two.ownRecord, two.otherRecord] {
                    let found = try Self.ask(
                        byID,
                        {
                            $0.bind(two.own)
                            $0.bind(record.type)
                            $0.bind(record.id)
                        }, as: named, server)
                    #expect(found.count == (record.organisation == named ? 1 : 0))
                }
            }
        }
    }

    @Test(arguments: ["record", "change", "counter", "change_sequence", "reference", "token", "person"])
    func aTableIsEmptyForWhoNamesNoOrganisation(_ table: String) async throws {
        try await withWorkbench { workbench in
            let two = try await TwoOrganisations(workbench.configuration)
            for commit in two.everyKindOfCommit().prefix(3) { _ = try await two.store.commit(commit, in: two.own) }
            try await two.readEverything()
            await two.store.close()
            let server = try workbench.server()
            defer { server.close() }
            let count = "SELECT count(*) FROM \(table)"
            #expect(try Self.ask(count, { _ in }, as: nil, server).first?.integer(0) == 0)
            #expect(try Self.ask(count, { _ in }, as: two.own, server).first?.integer(0) ?? 0 > 0)
        }
    }

    @Test func writesWithoutTheirConditionReachTheNamedOrganisationOnly() async throws {
        try await withWorkbench { workbench in
            let two = try await TwoOrganisations(workbench.configuration)
            await two.store.close()
            let server = try workbench.server()
            defer { server.close() }
            let (update, deletion) = ("UPDATE record SET version = 99", "DELETE FROM record")
            for text in [update, deletion] {
                #expect(try Self.ask(text, { _ in }, as: nil, server).affected == 0)
                #expect(try Self.ask(text, { _ in }, as: two.own, server).affected == TwoOrganisations.contacts)
            }
            let left = "SELECT count(*)::text FROM record WHERE organisation = '\(two.other.text)' AND version = 1"
            #expect(try workbench.texts(left) == ["\(TwoOrganisations.contacts)"])
            #expect(try workbench.texts("SELECT count(*)::text FROM record") == ["\(TwoOrganisations.contacts)"])
        }
    }

    @Test func aRecordOfAnotherOrganisationIsNeitherUpdatedNorDeletedByItsID() async throws {
        try await withWorkbench { workbench in
            let two = try await TwoOrganisations(workbench.configuration)
            await two.store.close()
            let server = try workbench.server()
            defer { server.close() }
            let removal = try Self.without("DELETE FROM record WHERE organisation = $1 AND type = $2 AND id = $3")
            let removed = try Self.ask(
                removal,
                {
                    $0.bind(two.other)
                    $0.bind(two.otherRecord.type)
                    $0.bind(two.otherRecord.id)
                }, as: two.own, server)
            #expect(removed.affected == 0)
            let moved = try Self.ask(
                try Self.without("UPDATE change_sequence SET next = next + 1 WHERE organisation = $1"), { $0.bind(two.other) }, as: two.own,
                server)
            #expect(moved.affected == 1)
            let next = "SELECT next::text FROM change_sequence WHERE organisation = '\(two.other.text)'"
            #expect(try workbench.texts(next) == ["\(TwoOrganisations.contacts + 1)"])
        }
    }

    /// 42501, new row violates row-level security policy.
    @Test(arguments: [
        "INSERT INTO counter (organisation, type, next_number) VALUES ($1, 'tag', 1)",
        "INSERT INTO record (organisation, type, id, number, version, created_at, updated_at, fields) "
            + "VALUES ($1, 'tag', gen_random_uuid(), 1, 1, 1, 1, '{}')",
        "INSERT INTO token (organisation, id, name, digest, scopes, created_at) VALUES ($1, gen_random_uuid(), 't', 'd', '', 1)",
        "UPDATE record SET organisation = $1",
    ])
    func aRowForAnotherOrganisationIsRefused(_ text: String) async throws {
        try await withWorkbench { workbench in
            let two = try await TwoOrganisations(workbench.configuration)
            await two.store.close()
            let server = try workbench.server()
            defer { server.close() }
            let refusal = #expect(throws: PostgresFailure.self) { try Self.ask(text, { $0.bind(two.other) }, as: two.own, server) }
            #expect(refusal?.code == SQLState.insufficientPrivilege)
        }
    }

    /// 42501, permission denied.
    @Test(arguments: ["UPDATE change SET actor_name = 'somebody else'", "DELETE FROM change", "TRUNCATE change", "DELETE FROM token"])
    func theServerMayNot(_ text: String) async throws {
        try await withWorkbench { workbench in
            let two = try await TwoOrganisations(workbench.configuration)
            await two.store.close()
            let server = try workbench.server()
            defer { server.close() }
            let refusal = #expect(throws: PostgresFailure.self) { try Self.ask(text, { _ in }, as: two.own, server) }
            #expect(refusal?.code == SQLState.insufficientPrivilege)
        }
    }
}
