import Records

/// The writing of references: the rows whose foreign keys keep records from going while others refer to them.
extension WriteTransaction {
    /// Takes away the references that the mutation replaces or that go with their record.
    func removeReferences(before mutation: Mutation, in organisation: OrganisationID) throws {
        switch mutation.action {
        case .insert: return
        case .update(let record, _, let baseType):
            guard mutation.references != nil else { return }
            guard let fields = mutation.referenceFields else { return try removeReferences(of: record.id, baseType, in: organisation) }
            for field in fields { try removeReferences(of: record.id, baseType, field: field, in: organisation) }
        case .delete(let record): try removeReferences(of: record.id, record.type, in: organisation)
        }
    }

    /// Inserts the references that the record holds now. Refuses with ``StoreError/missingTarget(_:)``.
    func insertReferences(of mutation: Mutation, in organisation: OrganisationID) throws {
        switch mutation.action {
        case .insert(let record), .update(let record, _, _):
            for reference in mutation.references ?? [] { try insert(reference, of: record, in: organisation) }
        case .delete: return
        }
    }

    private func removeReferences(of record: RecordID, _ type: TypeID, in organisation: OrganisationID) throws {
        var statement = try session.statement("DELETE FROM reference WHERE organisation = ? AND source_type = ? AND source_id = ?")
        statement.bind(organisation)
        statement.bind(type)
        statement.bind(record)
        try statement.run()
    }

    private func removeReferences(of record: RecordID, _ type: TypeID, field: String, in organisation: OrganisationID) throws {
        var statement = try session.statement(
            "DELETE FROM reference WHERE organisation = ? AND source_type = ? AND source_id = ? AND field = ?")
        statement.bind(organisation)
        statement.bind(type)
        statement.bind(record)
        statement.bind(field)
        try statement.run()
    }

    private func insert(_ reference: RecordReference, of record: Record, in organisation: OrganisationID) throws {
        guard let target = try target(of: reference, in: organisation) else { throw StoreError.missingTarget(reference) }
        // One field may name a target twice; it is one reference.
        var statement = try session.statement("INSERT OR IGNORE INTO reference VALUES (?, ?, ?, ?, ?, ?)")
        statement.bind(organisation)
        statement.bind(record.type)
        statement.bind(record.id)
        statement.bind(reference.field)
        statement.bind(reference.targetType)
        statement.bind(target)
        do throws(SQLiteFailure) {
            try statement.run()
        } catch {
            throw error.isForeignKey ? StoreError.missingTarget(reference) : error as any Error
        }
    }

    private func target(of reference: RecordReference, in organisation: OrganisationID) throws -> RecordID? {
        switch reference.target {
        case .id(let id): return id
        case .externalID(let externalID):
            var statement = try session.statement("SELECT id FROM record WHERE organisation = ? AND type = ? AND external_id = ?")
            statement.bind(organisation)
            statement.bind(reference.targetType)
            statement.bind(externalID)
            return try statement.step() ? statement.identifier(0) : nil
        }
    }
}
