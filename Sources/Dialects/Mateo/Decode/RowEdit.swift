import HTTPTypes
import JSONCore
import Records

/// A body that sets columns, read: the edit, and what the body says about the columns that are the server's own.
///
/// There the page's notation of a default, `random uuid` and `now()`, counts as not given: its example bodies can be sent as they are.
struct RowEdit: Sendable {
    private(set) var edit = Edit()
    /// Whether the body has no member that counts.
    private(set) var isEmpty = true
    /// The id that the body names.
    private(set) var id: RecordID?
    private(set) var createdAt: Timestamp?
    private(set) var updatedAt: Timestamp?

    /// Reads a body that its endpoint's schema has passed. `columns` are the members that count, nil for all; `catalogue` finds the
    /// definitions that a body may name.
    init(
        _ body: JSONObject, of table: Table, columns: [String]?, in organisation: OrganisationID, _ catalogue: TypeCatalogue?
    ) throws(Refusal) {
        for name in columns ?? [] where table.bodyColumn(name) == nil { throw .unwritableColumn(name, of: table.name) }
        for (name, value) in body {
            if let columns, !columns.contains(where: { $0.hasSameBytes(as: name) }) { continue }
            guard let column = table.bodyColumn(name) else { throw .unwritableColumn(name, of: table.name) }
            isEmpty = false
            switch column.place {
            case .id where value == .string(Column.defaultID): continue
            case .createdAt where value == .string(Column.defaultTime), .updatedAt where value == .string(Column.defaultTime): continue
            case .id: id = try Self.identifier(value, column)
            case .createdAt: createdAt = try Self.moment(value, column)
            case .updatedAt: updatedAt = try Self.moment(value, column)
            case .organisation:
                guard try Self.identifier(value, column) == organisation.identifier else { throw .serverOwned(column.name) }
            case .externalID: edit.externalID = .set(value.asString)
            case .definition, .definitionKey:
                let type = try Self.type(value, column, of: table, catalogue)
                guard edit.type == nil || edit.type == type else {
                    throw Refusal(
                        .badRequest, "22023", "custom_entity_definition_id and custom_entity_definition_key name different definitions")
                }
                edit.type = type
            case .field(let pointer): edit.steps.append(try Self.step(value, pointer, column))
            case .first(let pointer):
                let step = Edit.Step.setFirst(pointer, value.isNull ? JSON?.none : value)
                for other in edit.steps {
                    if case .setFirst(pointer, _) = other, other != step {
                        throw Refusal(
                            .badRequest, "22023", "two columns with different values show the same place",
                            details: "\(column.name) and another column are one phone number.")
                    }
                }
                if !edit.steps.contains(step) { edit.steps.append(step) }
            }
        }
    }

    private static func step(_ value: JSON, _ pointer: JSONPointer, _ column: Column) throws(Refusal) -> Edit.Step {
        if value.isNull { return .remove(pointer) }
        guard column.kind == .uuid else { return .set(pointer, value) }
        return .set(pointer, .string(try identifier(value, column).text))
    }

    private static func identifier(_ value: JSON, _ column: Column) throws(Refusal) -> Identifier {
        guard let text = value.asString, let id = Identifier(text) else { throw .invalidValue(column.name, "uuid") }
        return id
    }

    private static func moment(_ value: JSON, _ column: Column) throws(Refusal) -> Timestamp {
        guard let text = value.asString, let moment = Timestamp(text) else {
            throw .invalidValue(column.name, "timestamp with time zone", code: "22007")
        }
        return moment
    }

    /// The type of the definition that a body names by id or key.
    private static func type(
        _ value: JSON, _ column: Column, of table: Table, _ catalogue: TypeCatalogue?
    ) throws(Refusal) -> TypeID {
        if column.place == .definition {
            let id = TypeID(definition: try identifier(value, column))
            guard catalogue?[id] != nil else { throw .missingTarget(column.name, of: table.name) }
            return id
        }
        // Of two definitions with one key, the organisation's own comes behind its platform's and counts.
        var found: TypeID?
        if let catalogue, let key = value.asString {
            for type in catalogue.custom where type.name.hasSameBytes(as: key) { found = type.id }
        }
        guard let found else { throw Refusal(.badRequest, "P0001", "\(column.name) names no custom entity definition") }
        return found
    }
}

extension RowEdit {
    /// Whether the body says something about the server's columns beside the id of the row it is for.
    func asserts(beside row: RecordID?) -> Bool { createdAt != nil || updatedAt != nil || (id != nil && id != row) }

    /// Refuses unless `record` has what the body says about the server's columns.
    func check(_ record: Record) throws(Refusal) {
        if let id, id != record.id { throw .serverOwned("id") }
        if let createdAt, createdAt != record.createdAt { throw .serverOwned("created_at") }
        if let updatedAt, updatedAt != record.updatedAt { throw .serverOwned("updated_at") }
    }

    /// The same as conditions, for the write.
    var assertions: [Filter] {
        var assertions: [Filter] = []
        if let id { assertions.append(.compare(.id, .equal, .id(id))) }
        if let createdAt { assertions.append(.compare(.createdAt, .equal, .timestamp(createdAt))) }
        if let updatedAt { assertions.append(.compare(.updatedAt, .equal, .timestamp(updatedAt))) }
        return assertions
    }

    /// The record that the body wants made. Refuses a value for a column that is the server's.
    func draft(in table: Table) throws(Refusal) -> Draft {
        for (column, isGiven) in [("id", id != nil), ("created_at", createdAt != nil), ("updated_at", updatedAt != nil)] where isGiven {
            throw Refusal(
                .badRequest, "428C9", "cannot insert a non-DEFAULT value into column \"\(column)\"",
                details: "Column \"\(column)\" is the server's.")
        }
        let type: TypeID
        switch table.rows {
        case .ofType(let only): type = only
        case .ofCustomTypes:
            guard let named = edit.type else { throw .missingValue("custom_entity_definition_id", of: table.name) }
            type = named
        }
        guard case .set(let externalID) = edit.externalID else { return Draft(type: type, edit: Edit(edit.steps)) }
        return Draft(type: type, externalID: externalID, edit: Edit(edit.steps))
    }
}
