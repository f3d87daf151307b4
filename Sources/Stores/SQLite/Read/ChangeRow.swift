import JSONCore
import Records

/// How a change stands in a row.
enum ChangeRow {
    /// The columns that ``change(in:of:)`` reads, in its order.
    static let columns =
        "sequence, record, type, version, kind, at, actor_kind, actor_id, actor_name, on_behalf_of, source, request_id, edits, previous"
    /// The column with the row of the record's change before.
    static let previous: Int32 = 13
    static let version: Int32 = 3

    /// Selects the row of the change with which a record ended: the only changes that are found by their record.
    static let lastOfDeleted = """
        SELECT max(row) FROM change WHERE organisation = ? AND record = ? AND kind IN ('deleted', 'merged')
        """

    /// The change in the statement's present row.
    static func change(in row: borrowing BoundStatement, of organisation: OrganisationID) throws(SQLiteFailure) -> Change {
        guard let record = row.identifier(1), let kind = Change.Kind(rawValue: row.text(4)),
            let actorKind = Actor.Kind(rawValue: row.text(6)),
            let source = Source(rawValue: row.text(10)), let edits = row.withBytes(12, edits)
        else { throw SQLiteFailure(damage: "change") }
        let actor = Actor(kind: actorKind, id: row.text(7), name: row.text(8), onBehalfOf: row.optionalText(9))
        return Change(
            organisation: organisation, sequence: row.integer(0), record: record, type: TypeID(row.text(2)), version: row.integer(3),
            kind: kind, at: row.timestamp(5), author: Author(actor: actor, source: source, requestID: row.text(11)), edits: edits)
    }

    /// The bytes that column `edits` holds: `[{"path": ["fields", …], "old": …, "new": …}]`, where an absent value has no member.
    static func bytes(_ edits: [FieldEdit]) -> [UInt8] {
        var writer = JSONWriter(capacity: 512)
        writer.beginArray()
        for edit in edits {
            writer.beginObject()
            writer.key("path")
            writer.beginArray()
            for token in edit.path.tokens { writer.string(token) }
            writer.endArray()
            if let old = edit.old {
                writer.key("old")
                writer.value(old)
            }
            if let new = edit.new {
                writer.key("new")
                writer.value(new)
            }
            writer.endObject()
        }
        writer.endArray()
        return writer.bytes
    }

    private static func edits(_ bytes: UnsafeRawBufferPointer) -> [FieldEdit]? {
        guard case .array(let elements)? = try? JSON.parse(bytes, limits: .stored) else { return nil }
        var edits: [FieldEdit] = []
        edits.reserveCapacity(elements.count)
        for element in elements {
            guard case .array(let tokens)? = element["path"] else { return nil }
            edits.append(FieldEdit(path: JSONPointer(tokens.compactMap(\.asString)), old: element["old"], new: element["new"]))
        }
        return edits
    }
}
