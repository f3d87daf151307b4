import Records
import Relational

extension Rows {
    /// The records of the rows, whose columns are ``RecordColumns/list``, at most `limit`.
    func records(of organisation: OrganisationID, limit: Int = .max) throws(PostgresFailure) -> [Record] {
        var records: [Record] = []
        records.reserveCapacity(min(count, limit))
        for index in 0..<min(count, max(0, limit)) { records.append(try self[index].record(of: organisation)) }
        return records
    }

    /// The changes of the rows, whose columns are ``ChangeColumns/list``.
    func changes(of organisation: OrganisationID) throws(PostgresFailure) -> [Change] {
        var changes: [Change] = []
        changes.reserveCapacity(count)
        for index in 0..<count { changes.append(try self[index].change(of: organisation)) }
        return changes
    }
}

extension Rows.Row {
    /// The record in the row. What the store itself wrote is trusted to be JSON; when it is not, the table is damaged.
    fileprivate func record(of organisation: OrganisationID) throws(PostgresFailure) -> Record {
        guard let id = identifier(1) else { throw PostgresFailure(damage: "record.id") }
        guard let fields = withBytes(7, RecordColumns.fields) else { throw PostgresFailure(damage: "record.fields") }
        return Record(
            organisation: organisation, type: TypeID(text(0)), id: id, number: integer(2), externalID: optionalText(3), version: integer(4),
            createdAt: timestamp(5), updatedAt: timestamp(6), fields: fields)
    }

    fileprivate func change(of organisation: OrganisationID) throws(PostgresFailure) -> Change {
        guard let record = identifier(1), let kind = Change.Kind(rawValue: text(4)), let actorKind = Actor.Kind(rawValue: text(6)),
            let source = Source(rawValue: text(10)), let edits = withBytes(12, ChangeColumns.edits)
        else { throw PostgresFailure(damage: "change") }
        let actor = Actor(kind: actorKind, id: text(7), name: text(8), onBehalfOf: optionalText(9))
        return Change(
            organisation: organisation, sequence: integer(0), record: record, type: TypeID(text(2)), version: integer(3), kind: kind,
            at: timestamp(5), author: Author(actor: actor, source: source, requestID: text(11)), edits: edits)
    }
}

extension PostgresFailure {
    /// A column that holds what this store never writes.
    init(damage column: String) { self.init(.refused(code: "XX001"), "column \(column) does not hold what it should") }
}
