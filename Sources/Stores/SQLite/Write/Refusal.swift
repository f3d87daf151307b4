import JSONCore
import Records
import Relational

/// What a broken constraint means.
extension WriteTransaction {
    /// The refusal of a mutation that a constraint stopped; the transaction still stands as it was then.
    func refusal(of mutation: Mutation, _ failure: SQLiteFailure, in organisation: OrganisationID) throws -> StoreError {
        switch mutation.action {
        case .insert(let record): duplicate(failure, type: record.type)
        case .update(let record, _, let baseType):
            failure.isForeignKey ? try referenced(record.id, baseType, in: organisation) : duplicate(failure, type: record.type)
        case .delete(let record): failure.isForeignKey ? try referenced(record.id, record.type, in: organisation) : failure.storeError
        }
    }

    /// The field whose value another record has. SQLite names the columns of the index: `UNIQUE constraint failed: record.organisation,
    /// record.external_id`.
    private func duplicate(_ failure: SQLiteFailure, type: TypeID) -> StoreError {
        guard failure.message.hasPrefix("UNIQUE constraint failed: ") else { return failure.storeError }
        if failure.message.hasSuffix("record.external_id") { return .duplicate("externalID") }
        if failure.message.hasSuffix("record.id") { return .duplicate("id") }
        for entry in indexes[type] where failure.message.hasSuffix("record.\(entry.columnName)") {
            return .duplicate(entry.field.description)
        }
        return failure.storeError
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
