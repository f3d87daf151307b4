import Records
import Relational

/// The writing of one commit inside an open transaction.
///
/// The order makes references count as they are when the whole commit is done: first go those that change, then records are written,
/// then the new references. A record that goes together with the one it refers to is no hindrance.
extension WriteTransaction {
    /// Writes the mutations and returns what is stored then, in their order. Throws ``StoreError`` to refuse.
    func write(_ mutations: [EncodedMutation], in organisation: OrganisationID) throws -> [Committed] {
        for mutation in mutations { try removeReferences(before: mutation.mutation, in: organisation) }
        var committed: [Committed] = []
        committed.reserveCapacity(mutations.count)
        for mutation in mutations { committed.append(try write(mutation, in: organisation)) }
        for mutation in mutations { try insertReferences(of: mutation.mutation, in: organisation) }
        return committed
    }

    private func write(_ encoded: EncodedMutation, in organisation: OrganisationID) throws -> Committed {
        guard encoded.mutation.organisation == organisation else { throw StoreError.broken(reason: "a commit for another organisation") }
        do {
            switch encoded.mutation.action {
            case .insert(let record): return try insert(record, encoded, in: organisation)
            case .update(let record, let baseVersion, let baseType):
                return try update(record, from: baseVersion, of: baseType, encoded, in: organisation)
            case .delete(let record): return try delete(record, encoded, in: organisation)
            }
        } catch let failure as SQLiteFailure where failure.isConstraint {
            throw try refusal(of: encoded.mutation, failure, in: organisation)
        }
    }

    private func insert(_ record: Record, _ encoded: EncodedMutation, in organisation: OrganisationID) throws -> Committed {
        var (record, change) = (record, encoded.mutation.change)
        change.sequence = try nextSequence(in: organisation)
        record.number = try nextNumber(of: record.type, in: organisation)
        let end = try lastChange(ofDeleted: record.id, in: organisation)
        // Only a restored record goes on where it ended; for any other its id has been used up.
        if end != nil, change.kind != .restored { throw StoreError.duplicate("id") }
        let row = try insertChange(change, encoded.edits, previous: end)
        var statement = try session.statement(Self.insertion)
        statement.bind(organisation)
        statement.bind(record.type)
        statement.bind(record.id)
        statement.bind(record.number)
        statement.bind(record.externalID)
        statement.bind(record.version)
        statement.bind(record.createdAt)
        statement.bind(record.updatedAt)
        statement.bind(row)
        for column in 1...IndexedFields.columnCount { statement.bind(encoded.keys.first { $0.column == column }?.text) }
        statement.bind(text: encoded.fields)
        try statement.run()
        return Committed(record: record, change: change)
    }

    private func update(
        _ record: Record, from baseVersion: Int64, of baseType: TypeID, _ encoded: EncodedMutation, in organisation: OrganisationID
    ) throws -> Committed {
        var (record, change) = (record, encoded.mutation.change)
        let base = Base(organisation: organisation, type: baseType, id: record.id, version: baseVersion)
        let moves = record.type != baseType
        change.sequence = try nextSequence(in: organisation)
        let row = try insertChange(change, encoded.edits, after: base)
        if moves { record.number = try nextNumber(of: record.type, in: organisation) }
        let writesExternalID = moves || encoded.touchesExternalID
        var statement = try session.statement(Self.update(columns: encoded.keys, externalID: writesExternalID, moves: moves))
        statement.bind(record.version)
        statement.bind(record.updatedAt)
        statement.bind(row)
        statement.bind(text: encoded.fields)
        if writesExternalID { statement.bind(record.externalID) }
        for key in encoded.keys { statement.bind(key.text) }
        if moves {
            statement.bind(record.type)
            statement.bind(record.number)
        }
        statement.bind(base)
        guard try statement.run() == 1 else { throw StoreError.moved }
        return Committed(record: record, change: change)
    }

    private func delete(_ record: Record, _ encoded: EncodedMutation, in organisation: OrganisationID) throws -> Committed {
        var change = encoded.mutation.change
        let base = Base(organisation: organisation, type: record.type, id: record.id, version: record.version)
        change.sequence = try nextSequence(in: organisation)
        _ = try insertChange(change, encoded.edits, after: base)
        var statement = try session.statement("DELETE FROM record WHERE organisation = ? AND type = ? AND id = ? AND version = ?")
        statement.bind(base)
        guard try statement.run() == 1 else { throw StoreError.moved }
        return Committed(record: record, change: change)
    }

    private static let insertion = """
        INSERT INTO record (
            organisation, type, id, number, external_id, version, created_at, updated_at, last_change,
            index1, index2, index3, index4, fields)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """

    /// An update names only the columns that differ: SQLite rewrites the indexes of every column it is told to set.
    private static func update(columns keys: [EncodedMutation.Key], externalID: Bool, moves: Bool) -> String {
        var sql = "UPDATE record SET version = ?, updated_at = ?, last_change = ?, fields = ?"
        if externalID { sql += ", external_id = ?" }
        for key in keys { sql += ", index\(key.column) = ?" }
        if moves { sql += ", type = ?, number = ?" }
        return sql + " WHERE organisation = ? AND type = ? AND id = ? AND version = ?"
    }
}

/// The state of a record that a write was decided on.
struct Base {
    let organisation: OrganisationID
    let type: TypeID
    let id: RecordID
    let version: Int64
}

extension BoundStatement {
    mutating func bind(_ base: Base) {
        bind(base.organisation)
        bind(base.type)
        bind(base.id)
        bind(base.version)
    }
}

extension Mutation {
    /// The organisation whose record is written.
    fileprivate var organisation: OrganisationID {
        switch action {
        case .insert(let record), .update(let record, _, _), .delete(let record): record.organisation
        }
    }
}
