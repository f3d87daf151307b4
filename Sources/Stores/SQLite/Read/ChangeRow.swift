import Records
import Relational

/// How a change stands in a row.
enum ChangeRow {
    /// The columns that ``change(in:of:)`` reads, in its order.
    static let columns = ChangeColumns.list + ", previous"
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
            let source = Source(rawValue: row.text(10)), let edits = row.withBytes(12, ChangeColumns.edits)
        else { throw SQLiteFailure(damage: "change") }
        let actor = Actor(kind: actorKind, id: row.text(7), name: row.text(8), onBehalfOf: row.optionalText(9))
        return Change(
            organisation: organisation, sequence: row.integer(0), record: record, type: TypeID(row.text(2)), version: row.integer(3),
            kind: kind, at: row.timestamp(5), author: Author(actor: actor, source: source, requestID: row.text(11)), edits: edits)
    }
}
