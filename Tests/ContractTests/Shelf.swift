import Access
import JSONCore
import Records

/// One organisation's records in a store, and the short way to change them as the engine would.
struct Shelf: Sendable {
    let store: Store
    let organisation: OrganisationID

    static let author = Author(
        actor: Actor(kind: .apiKey, id: "token-1", name: "Integration", onBehalfOf: "somebody"), source: .native, requestID: "request-1")
    /// The moment of everything that is written here.
    static let now = Timestamp(microseconds: 1_733_400_000_123_456)

    /// A new organisation in the store.
    init(_ store: Store) async throws {
        self.store = store
        organisation = OrganisationID(Identifier(at: .now()))
        try await store.createOrganisation(Organisation(id: organisation, name: "One", createdAt: Self.now))
    }

    /// The same store with another organisation in it.
    func neighbour() async throws -> Shelf { try await Shelf(store) }

    // MARK: - Mutations

    /// A new record, not yet written.
    func new(
        _ type: TypeID, _ fields: JSONObject = [:], id: RecordID? = nil, externalID: String? = nil, createdAt: Timestamp = now
    ) -> Record {
        Record(
            organisation: organisation, type: type, id: id ?? RecordID(at: createdAt), number: 0, externalID: externalID, version: 1,
            createdAt: createdAt, updatedAt: createdAt, fields: fields)
    }

    func insertion(_ record: Record, references: [RecordReference] = [], kind: Change.Kind = .created) -> Mutation {
        var edits = record.fields.map { FieldEdit(path: JSONPointer(["fields", $0.key]), old: nil, new: $0.value) }
        if let externalID = record.externalID {
            edits.append(FieldEdit(path: JSONPointer(["externalID"]), old: nil, new: .string(externalID)))
        }
        return Mutation(.insert(record), change: change(record, kind, edits), references: references)
    }

    /// `record` with other fields, and with another external id or type where one is given.
    func update(
        _ record: Record, _ fields: JSONObject, externalID: String?? = nil, type: TypeID? = nil, references: [RecordReference]? = nil
    ) -> Mutation {
        var next = record
        next.fields = fields
        next.version += 1
        next.updatedAt = Self.now.advanced(seconds: 1)
        if let externalID { next.externalID = externalID }
        if let type { next.type = type }
        var edits: [FieldEdit] = []
        for (name, old) in record.fields where fields[name]?.isIdentical(to: old) != true {
            edits.append(FieldEdit(path: JSONPointer(["fields", name]), old: old, new: fields[name]))
        }
        for (name, new) in fields where record.fields[name] == nil {
            edits.append(FieldEdit(path: JSONPointer(["fields", name]), old: nil, new: new))
        }
        if next.externalID != record.externalID {
            edits.append(
                FieldEdit(path: JSONPointer(["externalID"]), old: record.externalID.map(JSON.string), new: next.externalID.map(JSON.string))
            )
        }
        if next.type != record.type {
            edits.append(FieldEdit(path: JSONPointer(["type"]), old: .string(record.type.text), new: .string(next.type.text)))
        }
        return Mutation(
            .update(next, baseVersion: record.version, baseType: record.type), change: change(next, .updated, edits), references: references
        )
    }

    func deletion(_ record: Record) -> Mutation {
        var last = record
        last.version += 1
        let edits = record.fields.map { FieldEdit(path: JSONPointer(["fields", $0.key]), old: $0.value, new: nil) }
        return Mutation(.delete(record), change: change(last, .deleted, edits), references: nil)
    }

    private func change(_ record: Record, _ kind: Change.Kind, _ edits: [FieldEdit]) -> Change {
        Change(
            organisation: organisation, record: record.id, type: record.type, version: record.version, kind: kind, at: record.updatedAt,
            author: Self.author, edits: edits)
    }

    // MARK: - Writing

    @discardableResult
    func commit(_ mutations: Mutation...) async throws(StoreError) -> [Committed] {
        try await store.commit(Commit(mutations), in: organisation)
    }

    /// Writes a new record and returns it as stored.
    @discardableResult
    func insert(
        _ type: TypeID, _ fields: JSONObject = [:], id: RecordID? = nil, externalID: String? = nil, references: [RecordReference] = [],
        createdAt: Timestamp = now
    ) async throws -> Record {
        let record = new(type, fields, id: id, externalID: externalID, createdAt: createdAt)
        guard let committed = try await commit(insertion(record, references: references)).first else { throw Missing() }
        return committed.record
    }

    /// Writes an update and returns the record as stored.
    @discardableResult
    func change(
        _ record: Record, _ fields: JSONObject, externalID: String?? = nil, type: TypeID? = nil, references: [RecordReference]? = nil
    ) async throws -> Record {
        let update = update(record, fields, externalID: externalID, type: type, references: references)
        guard let committed = try await commit(update).first else { throw Missing() }
        return committed.record
    }

    // MARK: - Reading

    func record(_ key: RecordKey) async throws(StoreError) -> Record? { try await store.record(key, in: organisation) }

    func record(_ record: Record) async throws(StoreError) -> Record? { try await self.record(.id(record.type, record.id)) }

    func history(_ record: RecordID, before: Int64? = nil, limit: Int = 100) async throws(StoreError) -> [Change] {
        try await store.history(of: record, before: before, limit: limit, in: organisation)
    }

    func events(after sequence: Int64 = 0, limit: Int = 10_000) async throws(StoreError) -> [Change] {
        try await store.events(after: sequence, limit: limit, in: organisation)
    }

    func page(_ query: Query) async throws(StoreError) -> Page { try await store.page(query, in: organisation) }

    /// The `name` fields of the contacts that a filter selects, in the order asked for.
    func names(_ filter: Filter?, order: [Order] = []) async throws(StoreError) -> [String] {
        let page = try await page(Query(types: [.contact], filter: filter, order: order, limit: 100))
        return page.records.map { $0["name"]?.asString ?? "" }
    }

    /// An answer that lacks what was asked for.
    struct Missing: Error {}
}

extension RecordReference {
    static func to(_ record: Record, in field: String) -> RecordReference {
        RecordReference(field: field, targetType: record.type, target: .id(record.id))
    }
}
