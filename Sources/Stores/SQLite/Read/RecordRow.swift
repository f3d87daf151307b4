import JSONCore
import Records
import Relational

/// How a record stands in a row.
enum RecordRow {
    /// The record in the statement's present row of ``RecordColumns/list``. What the store itself wrote is trusted to be JSON; when it is
    /// not, the file is damaged.
    static func record(in row: borrowing BoundStatement, of organisation: OrganisationID) throws(SQLiteFailure) -> Record {
        guard let id = row.identifier(1) else { throw SQLiteFailure(damage: "record.id") }
        return Record(
            organisation: organisation, type: TypeID(row.text(0)), id: id, number: row.integer(2), externalID: row.optionalText(3),
            version: row.integer(4), createdAt: row.timestamp(5), updatedAt: row.timestamp(6), fields: try fields(in: row, 7))
    }

    private static func fields(in row: borrowing BoundStatement, _ column: Int32) throws(SQLiteFailure) -> JSONObject {
        guard let fields = row.withBytes(column, RecordColumns.fields) else { throw SQLiteFailure(damage: "record.fields") }
        return fields
    }
}

extension SQLiteFailure {
    /// A column that holds what this store never writes.
    init(damage column: String) {
        self.init(code: SQLiteCode.corrupt, message: "column \(column) does not hold what it should")
    }
}
