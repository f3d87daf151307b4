import JSONCore
import Records
import Relational

/// A commit as the statements that write it, made on the caller's own thread before the commit takes its turn.
///
/// The order makes references count as they are when the whole commit is done: first go those that change, then records are written,
/// then the new references. A record that goes together with the one it refers to is no hindrance.
struct EncodedCommit: Sendable {
    /// What a statement does, and so what its result and its failure mean.
    enum Step: Sendable {
        case removeReferences
        /// Writes the record and its change of the mutation at this place.
        case write(Int)
        case insertReference(RecordReference)
    }

    let mutations: [Mutation]
    let organisation: OrganisationID
    private(set) var statements: [Statement] = []
    private(set) var steps: [Step] = []

    init(_ commit: Commit, in organisation: OrganisationID, indexes: IndexedFields) {
        mutations = commit.mutations
        self.organisation = organisation
        for mutation in mutations { removeReferences(before: mutation) }
        for (position, mutation) in mutations.enumerated() { append(WriteStatements.write(mutation, indexes: indexes), .write(position)) }
        for mutation in mutations { insertReferences(of: mutation) }
    }

    private mutating func append(_ statement: Statement, _ step: Step) {
        statements.append(statement)
        steps.append(step)
    }

    private mutating func removeReferences(before mutation: Mutation) {
        switch mutation.action {
        case .insert: return
        case .update(let record, _, let baseType):
            guard mutation.references != nil else { return }
            guard let fields = mutation.referenceFields else {
                return append(WriteStatements.removeReferences(of: record.id, baseType, in: organisation), .removeReferences)
            }
            for field in fields.sorted() {
                append(WriteStatements.removeReferences(of: record.id, baseType, field: field, in: organisation), .removeReferences)
            }
        case .delete(let record):
            append(WriteStatements.removeReferences(of: record.id, record.type, in: organisation), .removeReferences)
        }
    }

    private mutating func insertReferences(of mutation: Mutation) {
        switch mutation.action {
        case .insert(let record), .update(let record, _, _):
            for reference in mutation.references ?? [] {
                append(WriteStatements.insert(reference, of: record, in: organisation), .insertReference(reference))
            }
        case .delete: return
        }
    }
}

extension EncodedCommit {
    /// What was stored, by the results of the statements.
    func committed(_ results: ArraySlice<Rows>) -> [Committed] {
        var committed: [Committed] = []
        committed.reserveCapacity(mutations.count)
        for (step, rows) in zip(steps, results) {
            guard case .write(let position) = step, let row = rows.first else { continue }
            var change = mutations[position].change
            change.sequence = row.integer(0)
            switch mutations[position].action {
            case .insert(var record):
                record.number = row.integer(1)
                committed.append(Committed(record: record, change: change))
            case .update(var record, _, let baseType):
                if record.type != baseType { record.number = row.integer(1) }
                committed.append(Committed(record: record, change: change))
            case .delete(let record): committed.append(Committed(record: record, change: change))
            }
        }
        return committed
    }

    /// What the failure of the statement at `position` means. The type of what still refers to a record is not known here.
    func refusal(_ failure: PostgresFailure, at position: Int, indexes: IndexedFields) -> StoreError {
        guard steps.indices.contains(position) else { return failure.commitRefusal }
        switch (steps[position], failure.code) {
        case (.insertReference(let reference), SQLState.missingTarget), (.insertReference(let reference), SQLState.foreignKeyViolation):
            return .missingTarget(reference)
        case (.write(let mutation), SQLState.uniqueViolation):
            return duplicate(failure.constraint, type: mutations[mutation].change.type, indexes) ?? failure.commitRefusal
        case (.write, SQLState.foreignKeyViolation): return .referenced(by: nil)
        default: return failure.commitRefusal
        }
    }

    /// The record that could not go or move because others refer to it.
    func target(at position: Int) -> (type: TypeID, id: RecordID)? {
        guard steps.indices.contains(position), case .write(let place) = steps[position] else { return nil }
        switch mutations[place].action {
        case .insert: return nil
        case .update(let record, _, let baseType): return (baseType, record.id)
        case .delete(let record): return (record.type, record.id)
        }
    }

    private func duplicate(_ constraint: String, type: TypeID, _ indexes: IndexedFields) -> StoreError? {
        switch constraint {
        case "record_external_id": return .duplicate("externalID")
        case "record_pkey", "record_typed_id": return .duplicate("id")
        default:
            // A record that moves to another type is held to that type's rules.
            for entry in indexes.entries where entry.indexName == constraint { return .duplicate(entry.field.description) }
            return nil
        }
    }
}
