import Records

/// The writing of the change log.
extension WriteTransaction {
    /// Appends the first change of a record, or the first since it was restored. Returns the change's row.
    func insertChange(_ change: Change, _ edits: [UInt8], previous: Int64?) throws -> Int64 {
        var statement = try session.statement(
            """
            INSERT INTO change (
                organisation, sequence, record, type, version, kind, at, actor_kind, actor_id, actor_name, on_behalf_of, source, request_id,
                edits, previous)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """)
        statement.bind(change, edits)
        statement.bind(previous)
        try statement.run()
        return session.lastInsertedRow
    }

    /// Appends a change to the line of an existing record. Refuses with ``StoreError/moved`` when the record is no longer at `base`.
    /// Returns the change's row.
    func insertChange(_ change: Change, _ edits: [UInt8], after base: Base) throws -> Int64 {
        var statement = try session.statement(
            """
            INSERT INTO change (
                organisation, sequence, record, type, version, kind, at, actor_kind, actor_id, actor_name, on_behalf_of, source, request_id,
                edits, previous)
            SELECT ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, last_change
            FROM record WHERE organisation = ? AND type = ? AND id = ? AND version = ?
            """)
        statement.bind(change, edits)
        statement.bind(base)
        guard try statement.run() == 1 else { throw StoreError.moved }
        return session.lastInsertedRow
    }

    /// The row of the change with which a record of this id ended; nil when none has.
    func lastChange(ofDeleted record: RecordID, in organisation: OrganisationID) throws -> Int64? {
        var statement = try session.statement(ChangeRow.lastOfDeleted)
        statement.bind(organisation)
        statement.bind(record)
        return try statement.step() ? statement.optionalInteger(0) : nil
    }
}

extension BoundStatement {
    fileprivate mutating func bind(_ change: Change, _ edits: [UInt8]) {
        bind(change.organisation)
        bind(change.sequence)
        bind(change.record)
        bind(change.type)
        bind(change.version)
        bind(change.kind.rawValue)
        bind(change.at)
        bind(change.author.actor.kind.rawValue)
        bind(change.author.actor.id)
        bind(change.author.actor.name)
        bind(change.author.actor.onBehalfOf)
        bind(change.author.source.rawValue)
        bind(change.author.requestID)
        bind(text: edits)
    }
}
