import JSONCore
import Records

/// The conditions on one operand.
extension FilterCompiler {
    func compare(_ operand: Operand, _ comparison: Filter.Comparison, _ comparand: Comparand) -> SQLText {
        switch (operand, comparand) {
        case (.number, .number(let number)): return WholeNumbers.compare(SQLText("number"), comparison, number)
        case (.version, .number(let number)): return WholeNumbers.compare(SQLText("version"), comparison, number)
        case (.field(let field), .number(let number)):
            return call("field_number_order", field, .text(number.text)) + comparison.sql + SQLText("0")
        case (.field(let field), .json(let value)):
            guard comparison == .equal || comparison == .notEqual else { return SQLText("NULL") }
            return call("field_same", field, .text(value.text)) + SQLText(comparison == .equal ? " = 1" : " = 0")
        default:
            guard let (left, right) = sides(operand, comparand) else { return SQLText("NULL") }
            let condition = left + comparison.sql + SQLText(right)
            guard comparison == .equal, let key = caseFoldedKey(operand, right) else { return condition }
            return SQLText("(") + key + SQLText(" AND ") + condition + SQLText(")")
        }
    }

    func oneOf(_ operand: Operand, _ values: [Comparand]) -> SQLText {
        var alternatives: [SQLText] = []
        var listed: [(left: SQLText, values: [SQLValue])] = []
        for value in values {
            guard let (left, right) = sides(operand, value) else {
                alternatives.append(compare(operand, .equal, value))
                continue
            }
            if let position = listed.firstIndex(where: { $0.left == left }) {
                listed[position].values.append(right)
            } else {
                listed.append((left, [right]))
            }
        }
        for (left, values) in listed { alternatives.append(left + SQLText(" IN (") + SQLText(list: values) + SQLText(")")) }
        guard var sql = alternatives.first else { return SQLText("FALSE") }
        for alternative in alternatives.dropFirst() { sql = sql + SQLText(" OR ") + alternative }
        return SQLText("(") + sql + SQLText(")")
    }

    func like(_ operand: Operand, _ pattern: String, ignoringCase: Bool) -> SQLText {
        let text: SQLText
        switch operand {
        case .id: text = SQLText("identifier_text(id)")
        case .type: text = SQLText("type")
        case .externalID: text = SQLText("external_id")
        case .field(let field): text = self.text(of: field)
        case .number, .version, .createdAt, .updatedAt: return SQLText("NULL")
        }
        let matches =
            SQLText("text_like(") + text + SQLText(", ") + SQLText(.text(pattern)) + SQLText(ignoringCase ? ", 1) = 1" : ", 0) = 1")
        let prefix = LikePrefix.prefix(of: pattern)
        let isColumn = text.values.isEmpty && operand != .id
        guard !ignoringCase, !prefix.isEmpty, isColumn else { return matches }
        // Texts that begin alike lie together, so the index on the column serves a pattern that begins with characters.
        var sql = SQLText("(") + matches + SQLText(" AND ") + text + SQLText(" >= ") + SQLText(.text(prefix))
        if let end = LikePrefix.end(of: prefix) { sql = sql + SQLText(" AND ") + text + SQLText(" < ") + SQLText(.text(end)) }
        return sql + SQLText(")")
    }

    func contains(_ field: JSONPointer, _ text: String) -> SQLText {
        call("field_contains", field, .text(JSON.string(text).text)) + SQLText(" = 1")
    }

    func isMissing(_ operand: Operand) -> SQLText {
        switch operand {
        case .externalID: SQLText("external_id IS NULL")
        case .field(let field): call("field_is_missing", field) + SQLText(" = 1")
        case .id, .type, .number, .version, .createdAt, .updatedAt: SQLText("FALSE")
        }
    }

    func isBool(_ operand: Operand, _ value: Bool) -> SQLText {
        guard case .field(let field) = operand else { return SQLText("FALSE") }
        return call("field_bool", field) + SQLText(value ? " IS NOT DISTINCT FROM 1" : " IS NOT DISTINCT FROM 0")
    }

    /// A field's text: the column that holds it as it is, where there is one.
    func text(of field: JSONPointer) -> SQLText {
        guard let entry = indexes.entry(for: field, in: types), !entry.ignoresCase else {
            return call("field_text", field) + engine.byCodePoints
        }
        return SQLText(name: entry.columnName)
    }

    /// A call of one of the functions that look into `fields`, on the field.
    func call(_ function: StaticString, _ field: JSONPointer, _ argument: SQLValue? = nil) -> SQLText {
        let start = SQLText(function) + SQLText("(fields, ") + SQLText(.path(field))
        guard let argument else { return start + SQLText(")") }
        return start + SQLText(", ") + SQLText(argument) + SQLText(")")
    }

    // MARK: - Sides

    /// The two sides of a comparison that the database makes by itself; nil when the operand never has a value of the comparand's kind.
    private func sides(_ operand: Operand, _ comparand: Comparand) -> (SQLText, SQLValue)? {
        switch (operand, comparand) {
        case (.id, .id(let id)): (SQLText("id"), .identifier(id))
        case (.id, .text(let text)): Identifier(text).map { (SQLText("id"), .identifier($0)) }
        case (.type, .text(let text)): (SQLText("type"), .text(text))
        case (.type, .id(let id)): (SQLText("type"), .text(id.text))
        case (.number, .number(let number)): number.intValue.map { (SQLText("number"), .integer(Int64($0))) }
        case (.version, .number(let number)): number.intValue.map { (SQLText("version"), .integer(Int64($0))) }
        case (.externalID, .text(let text)): (SQLText("external_id"), .text(text))
        case (.externalID, .id(let id)): (SQLText("external_id"), .text(id.text))
        case (.createdAt, .timestamp(let moment)): (SQLText("created_at"), .integer(moment.microseconds))
        case (.updatedAt, .timestamp(let moment)): (SQLText("updated_at"), .integer(moment.microseconds))
        case (.field(let field), .text(let text)): (self.text(of: field), .text(text))
        case (.field(let field), .id(let id)): (text(of: field), .text(id.text))
        case (.field(let field), .bool(let value)): (call("field_bool", field), .integer(value ? 1 : 0))
        case (.field(let field), .timestamp(let moment)): (call("field_moment", field), .integer(moment.microseconds))
        default: nil
        }
    }

    /// For a field whose column ignores case: what follows from equality for the column, so that its index serves.
    private func caseFoldedKey(_ operand: Operand, _ value: SQLValue) -> SQLText? {
        guard case .field(let field) = operand, case .text(let text) = value, let entry = indexes.entry(for: field, in: types),
            entry.ignoresCase
        else { return nil }
        return SQLText(name: entry.columnName) + SQLText(" = ") + SQLText(.text(ASCII.lowercased(text)))
    }
}
