import JSONCore
import Records
import Relational
import Testing

/// A database's indexes are made again exactly where the declaration has changed.
@Suite struct IndexChangesTests {
    private func indexes() throws -> IndexedFields { try #require(IndexedFields(RecordType.builtIn)) }

    @Test func whatIsDeclaredAlreadyNeedsNothing() throws {
        let indexes = try indexes()
        #expect(indexes.changes(from: indexes.entries).isEmpty)
    }

    @Test func aNewDatabaseGetsEveryIndex() throws {
        let indexes = try indexes()
        let texts = indexes.changes(from: []).map(\.text)
        for entry in indexes.entries { #expect(texts.contains(entry.indexCreation)) }
        #expect(
            texts.contains("CREATE UNIQUE INDEX record_tag_1 ON record (organisation, index1) WHERE type = 'tag'"))
        #expect(texts.contains("CREATE INDEX record_contact_1 ON record (organisation, index1, id) WHERE type = 'contact'"))
        #expect(texts.contains("CREATE INDEX record_custom_1 ON record (organisation, type, index1, id) WHERE length(type) = 36"))
    }

    @Test func aChangedTypeIsMadeAgainAndNoOther() throws {
        let indexes = try indexes()
        let stored = try indexes.entries.map { entry in
            guard entry.typeName == "tag" else { return entry }
            return try IndexedFields.Entry(typeName: "tag", column: 1, field: "/color", isUnique: false, ignoresCase: true)
        }
        let changes = indexes.changes(from: stored)
        #expect(
            changes.map(\.text) == [
                "DROP INDEX IF EXISTS record_tag_1",
                "DELETE FROM indexed_field WHERE type = ?",
                "UPDATE record SET index1 = field_text(fields, ?), index2 = NULL, index3 = NULL, index4 = NULL WHERE type = 'tag'",
                "CREATE UNIQUE INDEX record_tag_1 ON record (organisation, index1) WHERE type = 'tag'",
                "INSERT INTO indexed_field VALUES (?, ?, ?, TRUE, FALSE)",
            ])
        #expect(
            changes.map(\.values) == [
                [], [.text("tag")], [.path(JSONPointer(["name"]))], [], [.text("tag"), .integer(1), .text("/name")],
            ])
    }

    @Test func aTypeThatIsNoLongerDeclaredLosesItsIndexes() throws {
        let indexes = try indexes()
        let gone = try IndexedFields.Entry(typeName: "pet", column: 2, field: "/name", isUnique: false, ignoresCase: false)
        #expect(
            indexes.changes(from: indexes.entries + [gone]).map(\.text) == [
                "DROP INDEX IF EXISTS record_pet_2", "DELETE FROM indexed_field WHERE type = ?",
                "UPDATE record SET index1 = NULL, index2 = NULL, index3 = NULL, index4 = NULL WHERE type = 'pet'",
            ])
    }
}
