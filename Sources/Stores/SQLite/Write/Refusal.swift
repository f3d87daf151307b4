import JSONCore
import Records
import Relational

/// What a broken constraint means.
extension WriteTransaction {
    /// The refusal of a mutation that a constraint stopped; the transaction still stands as it was then.
    func refusal(of mutation: Mutation, _ failure: SQLiteFailure, in organisation: OrganisationID) throws -> StoreError {
        switch mutation.action {
        case .insert(let record): try duplicate(failure, record)
        case .update(let record, _, let baseType):
            failure.isForeignKey ? try referenced(record.id, baseType, in: organisation) : try duplicate(failure, record)
        case .delete(let record): failure.isForeignKey ? try referenced(record.id, record.type, in: organisation) : failure.storeError
        }
    }

    /// The field whose value another record has: of several the external id, then the first in the type's order. SQLite itself names the one
    /// whose index it happened to look at first.
    private func duplicate(_ failure: SQLiteFailure, _ record: Record) throws -> StoreError {
        guard failure.message.hasPrefix("UNIQUE constraint failed: ") else { return failure.storeError }
        if failure.message.hasSuffix("record.id") { return .duplicate("id") }
        if try isTaken(record.externalID, in: "external_id", by: record) { return .duplicate("externalID") }
        for entry in indexes[record.type] where entry.isUnique {
            let key = IndexedFields.key(entry, of: record.fields)
            if try isTaken(key, in: entry.columnName, by: record) { return .duplicate(entry.field.description) }
        }
        return failure.storeError
    }

    /// Whether another record of the same type has this value in a column.
    private func isTaken(_ value: String?, in column: String, by record: Record) throws -> Bool {
        guard let value else { return false }
        var statement = try session.statement(
            "SELECT 1 FROM record WHERE organisation = ? AND type = ? AND \(column) = ? AND id <> ? LIMIT 1")
        statement.bind(record.organisation)
        statement.bind(record.type)
        statement.bind(value)
        statement.bind(record.id)
        return try statement.step()
    }

    private func referenced(_ target: RecordID, _ type: TypeID, in organisation: OrganisationID) throws -> StoreError {
        var statement = try session.statement(
            "SELECT source_type FROM reference WHERE organisation = ? AND target_type = ? AND target_id = ? LIMIT 1")
        statement.bind(organisation)
        statement.bind(type)
        statement.bind(target)
        return .referenced(by: try statement.step() ? TypeID(statement.text(0)) : nil)
    }
}

extension BoundStatement {
    /// Runs a statement and refuses with ``StoreError/duplicate(_:)`` where it breaks the uniqueness of one of these columns.
    mutating func run(naming columns: [String: String]) throws {
        do throws(SQLiteFailure) {
            try run()
        } catch {
            for (column, field) in columns where error.isConstraint && error.message.hasSuffix(column) { throw StoreError.duplicate(field) }
            throw error
        }
    }
}
