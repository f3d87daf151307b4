import JSONCore
import Records

/// Makes a filter one SQL condition with the same three-valued truth.
///
/// A value of another kind than the comparand's counts as missing, so that no comparison across kinds is ever true or false.
struct FilterCompiler {
    let types: [TypeID]
    let organisation: OrganisationID
    let indexes: IndexedFields
    let engine: SQLEngine
    private var conditionsLeft = 4096
    private static let maximumDepth = 64

    init(types: [TypeID], organisation: OrganisationID, indexes: IndexedFields, engine: SQLEngine) {
        self.types = types
        self.organisation = organisation
        self.indexes = indexes
        self.engine = engine
    }

    /// The condition for a row to be selected. Refuses more conditions or deeper ones than a statement should have with
    /// ``StoreError/tooExpensive``.
    mutating func condition(_ filter: Filter) throws(StoreError) -> SQLText {
        var sql = SQLText()
        try append(filter, to: &sql, depth: 0)
        appendImplied(by: filter, to: &sql)
        return sql
    }

    private mutating func append(_ filter: Filter, to sql: inout SQLText, depth: Int) throws(StoreError) {
        conditionsLeft -= 1
        if case .oneOf(_, let values) = filter { conditionsLeft -= values.count }
        guard depth <= Self.maximumDepth, conditionsLeft >= 0 else { throw .tooExpensive }
        switch filter {
        case .compare(let operand, let comparison, let comparand): sql.append(compare(operand, comparison, comparand))
        case .oneOf(let operand, let values): sql.append(oneOf(operand, values))
        case .like(let operand, let pattern, let ignoringCase): sql.append(like(operand, pattern, ignoringCase: ignoringCase))
        case .isMissing(let operand): sql.append(isMissing(operand))
        case .isBool(let operand, let value): sql.append(isBool(operand, value))
        case .contains(let field, let text): sql.append(contains(field, text))
        case .not(let filter):
            sql.append("(NOT ")
            try append(filter, to: &sql, depth: depth + 1)
            sql.append(")")
        case .all(let filters): try append(filters, joinedBy: " AND ", whenNone: "TRUE", to: &sql, depth: depth)
        case .any(let filters): try append(filters, joinedBy: " OR ", whenNone: "FALSE", to: &sql, depth: depth)
        }
    }

    private mutating func append(
        _ filters: [Filter], joinedBy joint: StaticString, whenNone constant: StaticString, to sql: inout SQLText, depth: Int
    ) throws(StoreError) {
        guard !filters.isEmpty else { return sql.append(constant) }
        sql.append("(")
        for (index, filter) in filters.enumerated() {
            if index > 0 { sql.append(joint) }
            try append(filter, to: &sql, depth: depth + 1)
        }
        sql.append(")")
    }

    // MARK: - What follows from a filter

    /// Appends what must hold besides for every selected row, where an index can find it: a record whose field of references contains an
    /// id has a row in table `reference`.
    private func appendImplied(by filter: Filter, to sql: inout SQLText) {
        switch filter {
        case .all(let filters): for filter in filters { appendImplied(by: filter, to: &sql) }
        case .contains(let field, let text):
            guard let type = types.first, types.count == 1, let id = RecordID(text), let target = Self.targets[type]?[field] else { return }
            sql.append(" AND id IN (SELECT source_id FROM reference WHERE organisation = ")
            sql.append(.identifier(organisation.identifier))
            sql.append(" AND target_type = ")
            sql.append(.text(target.text))
            sql.append(" AND target_id = ")
            sql.append(.identifier(id))
            sql.append(" AND source_type = ")
            sql.append(.text(type.text))
            sql.append(" AND field = ")
            sql.append(.text(field.description))
            sql.append(")")
        default: return
        }
    }

    /// The built-in types' fields that hold many references by id, and the types that these lead to.
    private static let targets: [TypeID: [JSONPointer: TypeID]] = {
        var targets: [TypeID: [JSONPointer: TypeID]] = [:]
        for type in RecordType.builtIn {
            for rule in type.references where rule.isMany && rule.naming == .id { targets[type.id, default: [:]][rule.field] = rule.target }
        }
        return targets
    }()
}
