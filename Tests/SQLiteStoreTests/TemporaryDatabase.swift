import Access
import Foundation
import JSONCore
import Records
import SQLiteStore

/// A directory of its own with a database path in it, gone when the test is.
final class TemporaryDatabase: Sendable {
    let directory: String
    var path: String { directory + "/kith.db" }

    init() throws {
        directory = FileManager.default.temporaryDirectory.appendingPathComponent("kith-sqlite-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: directory) }

    func open() async throws(StoreOpenError) -> SQLiteStore { try await SQLiteStore.open(SQLiteConfiguration(.file(path: path))) }
}

/// Records in one organisation, for tests of how they are kept.
struct Sample {
    let organisation = OrganisationID(Identifier(at: now))
    static let now = Timestamp(microseconds: 1_733_400_000_123_456)
    private static let author = Author(actor: Actor(kind: .system, id: "test", name: "test"), source: .commandLine, requestID: "test")

    func create(in store: SQLiteStore) async throws {
        try await store.createOrganisation(Organisation(id: organisation, name: "One", createdAt: Self.now))
    }

    func insertion(_ type: TypeID, _ fields: JSONObject, externalID: String? = nil) -> Mutation {
        let record = Record(
            organisation: organisation, type: type, id: RecordID(at: Self.now), number: 0, externalID: externalID, version: 1,
            createdAt: Self.now, updatedAt: Self.now, fields: fields)
        return Mutation(.insert(record), change: change(record, .created), references: [])
    }

    func update(_ record: Record, _ fields: JSONObject) -> Mutation {
        var next = record
        next.version += 1
        next.fields = fields
        return Mutation(
            .update(next, baseVersion: record.version, baseType: record.type), change: change(next, .updated), references: nil)
    }

    private func change(_ record: Record, _ kind: Change.Kind) -> Change {
        let edits = record.fields.map { FieldEdit(path: JSONPointer(["fields", $0.key]), old: nil, new: $0.value) }
        return Change(
            organisation: organisation, record: record.id, type: record.type, version: record.version, kind: kind, at: Self.now,
            author: Self.author, edits: edits)
    }
}
