import Access
import JSONCore
import Records
import Relational
import Server
import TestSupport

@testable import PostgresStore

/// A database of its own and a connection of its owner's, who sees and may do everything.
struct Workbench {
    let configuration: PostgresConfiguration
    let owner: Connection

    static let time = Duration.seconds(60)

    init(_ address: DatabaseAddress) throws {
        guard case .postgres(let uri) = address else { throw TestFailure("not PostgreSQL") }
        configuration = PostgresConfiguration(uri: uri, readers: 1)
        owner = Connection(SessionSettings(owning: configuration), label: "test.owner")
        try owner.open()
    }

    /// Runs texts of the test's own.
    func run(_ text: String) throws { try owner.execute(text, within: Self.time) }

    /// The first column of a statement's rows, as text.
    func texts(_ text: String) throws -> [String] {
        let rows = try owner.exchange([Statement(text)], within: Self.time)[0]
        return (0..<rows.count).map { rows[$0].text(0) }
    }

    /// A connection as a server's: it works as the server's role.
    func server() throws -> Connection {
        let connection = Connection(SessionSettings(serving: configuration), label: "test.server")
        try connection.open()
        return connection
    }
}

/// Runs `body` on a database with the tables of this version.
func withWorkbench(_ body: (Workbench) async throws -> Void) async throws {
    try await withDatabase(.postgres) { address in
        let workbench = try Workbench(address)
        defer { workbench.owner.close() }
        try await body(workbench)
    }
}

/// Two organisations in a store, each with some contacts.
struct TwoOrganisations {
    let store: PostgresStore
    let own: OrganisationID
    let other: OrganisationID
    /// A record of each.
    let ownRecord: Record
    let otherRecord: Record

    static let now = Timestamp(microseconds: 1_733_400_000_123_456)

    init(_ configuration: PostgresConfiguration) async throws {
        store = try await PostgresStore.open(configuration)
        (own, ownRecord) = try await Self.make("Own", in: store)
        (other, otherRecord) = try await Self.make("Other", in: store)
    }

    /// How many contacts each has.
    static let contacts = 3

    private static func make(_ name: String, in store: PostgresStore) async throws -> (OrganisationID, Record) {
        let organisation = OrganisationID(Identifier(at: .now()))
        try await store.createOrganisation(Organisation(id: organisation, name: name, createdAt: now))
        var last: Record?
        for number in 0..<contacts {
            let mutation = insertion(into: organisation, ["name": .string("\(name) \(number)")])
            last = try await store.commit(Commit([mutation]), in: organisation)[0].record
        }
        guard let last else { throw TestFailure("no record") }
        return (organisation, last)
    }

    static func insertion(into organisation: OrganisationID, _ fields: JSONObject) -> Mutation {
        let record = Record(
            organisation: organisation, type: .contact, id: RecordID(at: .now()), number: 0, externalID: nil, version: 1, createdAt: now,
            updatedAt: now, fields: fields)
        return Mutation(.insert(record), change: change(of: record, .created), references: [])
    }

    static func change(of record: Record, _ kind: Change.Kind) -> Change {
        Change(
            organisation: record.organisation, record: record.id, type: record.type, version: record.version, kind: kind, at: now,
            author: Author(actor: Actor(kind: .system, id: "test", name: "test"), source: .commandLine, requestID: "test"), edits: [])
    }
}

extension TwoOrganisations {
    /// Commits that need every statement that writes; each follows the one before.
    func everyKindOfCommit() -> [Commit] {
        let company = Record(
            organisation: own, type: .company, id: RecordID(at: .now()), number: 0, externalID: "c", version: 1, createdAt: Self.now,
            updatedAt: Self.now, fields: [:])
        func next(_ record: Record, type: TypeID? = nil) -> Record {
            var next = record
            next.version += 1
            next.type = type ?? record.type
            return next
        }
        let byID = RecordReference(field: "/company", targetType: .company, target: .id(company.id))
        let byExternalID = RecordReference(field: "/parent", targetType: .company, target: .externalID("c"))
        func update(_ from: Record, _ to: Record, _ references: [RecordReference]?, fields: Set<String>? = nil) -> Mutation {
            Mutation(
                .update(to, baseVersion: from.version, baseType: from.type), change: Self.change(of: to, .updated), references: references,
                in: fields)
        }
        let (first, second) = (next(ownRecord), next(next(ownRecord)))
        let moved = next(second, type: .tag)
        var end = moved
        end.version += 1
        return [
            Commit([Mutation(.insert(company), change: Self.change(of: company, .created), references: [])]),
            Commit([update(ownRecord, first, [byID, byExternalID])]),
            Commit([update(first, second, [byID], fields: ["/company"])]),
            Commit([update(second, moved, [])]),
            Commit([Mutation(.delete(moved), change: Self.change(of: end, .deleted), references: nil)]),
        ]
    }

    /// Asks for everything that can be asked for.
    func readEverything() async throws {
        for key in [RecordKey.id(.contact, ownRecord.id), .number(.contact, 1), .externalID(.contact, "x")] {
            _ = try await store.record(key, in: own)
        }
        _ = try await store.page(Self.ask, in: own)
        _ = try await store.history(of: ownRecord.id, before: nil, limit: 10, in: own)
        _ = try await store.events(after: 0, limit: 10, in: own)
        _ = try await store.definitions(for: own)
        _ = try await store.organisations()
        _ = try await store.organisation(externalID: "x", of: own)
        let token = StoredToken(
            id: Identifier(at: .now()), organisation: own, name: "t", digest: [1, 2, 3], scopes: [], requestsPerMinute: nil,
            createdAt: Self.now, revokedAt: nil)
        try await store.saveToken(token)
        _ = try await store.token(digest: [1, 2, 3])
        _ = try await store.tokens(of: own)
        _ = try await store.revokeToken(token.id, of: own, at: Self.now)
        let user = StoredUser(
            id: Identifier(at: .now()), organisation: own, email: "A@b.example", name: "A", passwordHash: "h", createdAt: Self.now)
        try await store.saveUser(user)
        _ = try await store.user(email: "a@B.example")
        _ = try await store.user(user.id)
        _ = try await store.secret("name", fresh: [1])
    }

    private static let ask = Query(types: [.contact], limit: 10)

    /// The text of the one query that ``readEverything()`` asks.
    static func query(in organisation: OrganisationID) -> String? {
        guard let indexes = IndexedFields(RecordType.builtIn) else { return nil }
        return try? QueryStatements(ask, in: organisation, indexes: indexes, engine: .postgreSQL).rows.numberedText
    }
}
