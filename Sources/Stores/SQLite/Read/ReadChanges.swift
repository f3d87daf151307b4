import Records

/// The reading of the change log.
enum ReadChanges {
    /// The changes of one record, newest first, at most `limit`, those before version `before` when it is given.
    ///
    /// Walks from the record's newest change, or from the one with which it ended, to the one before, and so on.
    static func history(
        of record: RecordID, before: Int64?, limit: Int, in organisation: OrganisationID, _ session: Session
    ) throws(SQLiteFailure) -> [Change] {
        try session.inSnapshot { () throws(SQLiteFailure) in
            var changes: [Change] = []
            var next = try newest(of: record, in: organisation, session)
            while let row = next, changes.count < limit {
                try session.budget.chargeStatement()
                var statement = try session.statement(byRow)
                statement.bind(row)
                statement.bind(organisation)
                guard try statement.step() else { throw SQLiteFailure(damage: "change.previous") }
                if statement.integer(ChangeRow.version) < before ?? .max {
                    changes.append(try ChangeRow.change(in: statement, of: organisation))
                }
                next = statement.optionalInteger(ChangeRow.previous)
            }
            return changes
        }
    }

    /// The changes that follow `sequence`, in order, at most `limit`.
    static func events(after sequence: Int64, limit: Int, in organisation: OrganisationID, _ session: Session) throws(SQLiteFailure)
        -> [Change]
    {
        var statement = try session.statement(
            "SELECT \(ChangeRow.columns) FROM change WHERE organisation = ? AND sequence > ? ORDER BY sequence LIMIT ?")
        statement.bind(organisation)
        statement.bind(sequence)
        statement.bind(Int64(max(0, limit)))
        var changes: [Change] = []
        while try statement.step() { changes.append(try ChangeRow.change(in: statement, of: organisation)) }
        return changes
    }

    private static func newest(of record: RecordID, in organisation: OrganisationID, _ session: Session) throws(SQLiteFailure) -> Int64? {
        for text in ["SELECT last_change FROM record WHERE organisation = ? AND id = ?", ChangeRow.lastOfDeleted] {
            var statement = try session.statement(text)
            statement.bind(organisation)
            statement.bind(record)
            if try statement.step(), let row = statement.optionalInteger(0) { return row }
        }
        return nil
    }

    private static let byRow = "SELECT \(ChangeRow.columns) FROM change WHERE row = ? AND organisation = ?"
}
