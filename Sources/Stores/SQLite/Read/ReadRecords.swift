import GRDBSQLite
import Records
import Relational

/// The reading of records.
enum ReadRecords {
    /// The record that `key` names.
    static func record(_ key: RecordKey, in organisation: OrganisationID, _ session: Session) throws(SQLiteFailure) -> Record? {
        var statement = try session.statement(text(key))
        statement.bind(organisation)
        statement.bind(key.type)
        switch key {
        case .id(_, let id): statement.bind(id)
        case .number(_, let number): statement.bind(number)
        case .externalID(_, let externalID): statement.bind(externalID)
        }
        guard try statement.step() else { return nil }
        return try RecordRow.record(in: statement, of: organisation)
    }

    /// The stretch of rows that a compiled query selects, with its total from the same snapshot.
    static func page(
        _ statements: QueryStatements, limit: Int, in organisation: OrganisationID, _ session: Session
    ) throws(SQLiteFailure) -> Page {
        guard let count = statements.count else {
            let (records, hasMore) = try rows(statements.rows, limit, organisation, session)
            return Page(records: records, hasMore: hasMore, total: nil)
        }
        return try session.inSnapshot { () throws(SQLiteFailure) in
            let (records, hasMore) = try rows(statements.rows, limit, organisation, session)
            var counting = try session.statement(count)
            let total = try counting.step() ? counting.integer(0) : 0
            return Page(records: records, hasMore: hasMore, total: Int(total))
        }
    }

    /// The definitions in force: the platform's, then the organisation's own, each in the order of their creation.
    static func definitions(for organisation: OrganisationID, _ session: Session) throws(SQLiteFailure) -> [Record] {
        var owners: [OrganisationID] = []
        if let platform = try platform(of: organisation, session) { owners.append(platform) }
        owners.append(organisation)
        var definitions: [Record] = []
        for owner in owners {
            var statement = try session.statement(
                "SELECT \(RecordColumns.list) FROM record WHERE organisation = ? AND type = 'definition' ORDER BY number")
            statement.bind(owner)
            while try statement.step() { definitions.append(try RecordRow.record(in: statement, of: owner)) }
        }
        return definitions
    }

    private static func platform(of organisation: OrganisationID, _ session: Session) throws(SQLiteFailure) -> OrganisationID? {
        var statement = try session.statement("SELECT platform FROM organisation WHERE id = ?")
        statement.bind(organisation)
        return try statement.step() ? statement.identifier(0).map { OrganisationID($0) } : nil
    }

    private static func rows(
        _ text: SQLText, _ limit: Int, _ organisation: OrganisationID, _ session: Session
    ) throws(SQLiteFailure) -> (records: [Record], hasMore: Bool) {
        var statement = try session.statement(text)
        var records: [Record] = []
        while try statement.step() {
            if records.count >= limit { return (records, true) }
            records.append(try RecordRow.record(in: statement, of: organisation))
        }
        return (records, false)
    }

    private static func text(_ key: RecordKey) -> String {
        switch key {
        case .id: byID
        case .number: byNumber
        case .externalID: byExternalID
        }
    }

    private static let byID = "SELECT \(RecordColumns.list) FROM record WHERE organisation = ? AND type = ? AND id = ?"
    private static let byNumber = "SELECT \(RecordColumns.list) FROM record WHERE organisation = ? AND type = ? AND number = ?"
    private static let byExternalID = "SELECT \(RecordColumns.list) FROM record WHERE organisation = ? AND type = ? AND external_id = ?"
}

extension QueryStatements {
    /// Compiles `query` for SQLite.
    init(_ query: Query, in organisation: OrganisationID, indexes: IndexedFields) throws(StoreError) {
        try self.init(query, in: organisation, indexes: indexes, engine: .sqlite)
    }
}
