import Records
import Relational

/// The statements that write the rows of a copy.
struct CopyInsertions: Sendable {
    private let texts: [StoredTable: String]

    init() { texts = Dictionary(uniqueKeysWithValues: StoredTable.allCases.map { ($0, Self.text($0)) }) }

    func insert(
        _ row: StoredRow, into table: StoredTable, of organisation: OrganisationID?, _ session: Session
    ) throws(SQLiteFailure) {
        guard let text = texts[table] else { return }
        var statement = try session.statement(text)
        for (value, column) in zip(row.values, table.columns) { statement.bind(value, column.kind) }
        if let organisation { statement.bind(organisation) }
        // What the row of a change or a record says besides, by ``text(_:)``.
        switch table {
        case .change: try bindLine(of: row.identifier(1), organisation, &statement)
        case .record: try bindLine(of: row.identifier(0), organisation, &statement)
        default: break
        }
        try statement.run()
    }

    private func bindLine(of record: RecordID?, _ organisation: OrganisationID?, _ statement: inout BoundStatement) throws(SQLiteFailure) {
        guard let record, let organisation else { throw SQLiteFailure(damage: "record") }
        statement.bind(organisation)
        statement.bind(record)
    }

    /// Takes the values of the columns, then the organisation, then what the line of a record's changes is found by.
    private static func text(_ table: StoredTable) -> String {
        // An organisation's row is there by then.
        if table == .sequence { return "UPDATE organisation SET next_sequence = ? WHERE id = ?" }
        var columns = table.columnNames(on: .sqlite)
        if table.isOfOrganisation { columns.append("organisation") }
        var values = columns.map { _ in "?" }
        switch table {
        case .change:
            columns.append("previous")
            values.append(newest)
        case .record:
            columns.append("last_change")
            values.append(newest)
        default: break
        }
        return
            "INSERT INTO \(table.name(on: .sqlite)) (\(columns.joined(separator: ", "))) VALUES (\(values.joined(separator: ", ")))"
    }

    /// The row of a record's newest change of those that are written: changes come in the order of their numbers, records after them.
    private static let newest = "(SELECT max(row) FROM change INDEXED BY \(UnfinishedCopy.index) WHERE organisation = ? AND record = ?)"
}

extension BoundStatement {
    /// Binds a value to a column of this kind.
    fileprivate mutating func bind(_ value: StoredValue, _ kind: StoredColumn.Kind) {
        switch (value, kind) {
        case (.null, _): bind(nil as Int64?)
        case (.integer(let integer), _): bind(integer)
        case (.bytes(let bytes), .text), (.bytes(let bytes), .json): bind(text: bytes)
        case (.bytes(let bytes), _): bind(blob: bytes)
        }
    }

    /// What stands in a column of this kind.
    func value(_ column: Int32, _ kind: StoredColumn.Kind) -> StoredValue {
        if isNull(column) { return .null }
        return kind == .integer ? .integer(integer(column)) : .bytes(blob(column))
    }
}
