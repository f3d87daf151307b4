import JSONCore
package import Records

/// Makes a query one statement over table `record`.
package struct QueryStatements: Sendable {
    /// Selects ``RecordColumns/list``: one row more than the limit, which tells whether others follow.
    package let rows: SQLText
    /// Counts what the filter matches; nil when the query does not ask.
    package let count: SQLText?

    /// Compiles `query` for `engine`. Refuses one that no statement should carry with ``StoreError/tooExpensive``.
    package init(_ query: Query, in organisation: OrganisationID, indexes: IndexedFields, engine: SQLEngine) throws(StoreError) {
        var compiler = FilterCompiler(types: query.types, organisation: organisation, indexes: indexes, engine: engine)
        var place = SQLText(" FROM record WHERE organisation = ") + SQLText(.identifier(organisation.identifier))
        place.append(Self.isOneOf(query.types))
        if let filter = query.filter { place = try place + SQLText(" AND ") + compiler.condition(filter) }
        count = query.counted ? SQLText("SELECT count(*)") + place : nil

        var rows = SQLText(name: "SELECT " + RecordColumns.list) + place
        if let after = query.after, query.order.isEmpty { rows = rows + SQLText(" AND id > ") + SQLText(.identifier(after)) }
        rows.append(Self.order(query.order, compiler))
        let (limit, isEndless) = Int64(max(0, query.limit)).addingReportingOverflow(1)
        rows = rows + SQLText(" LIMIT ") + SQLText(.integer(isEndless ? .max : limit))
        if query.offset > 0 { rows = rows + SQLText(" OFFSET ") + SQLText(.integer(Int64(query.offset))) }
        self.rows = rows
    }

    /// The condition on the type. Names of built-in types are literals and custom types are said to be custom, because that is how an
    /// index on the records of one type is found to serve.
    private static func isOneOf(_ types: [TypeID]) -> SQLText {
        let values = types.map { TypeID.builtIn.contains($0) ? SQLText(name: "'\($0.text)'") : SQLText(.text($0.text)) }
        guard let first = values.first else { return SQLText(" AND FALSE") }
        var sql = SQLText(" AND type ")
        if values.count == 1 {
            sql = sql + SQLText("= ") + first
        } else {
            sql = sql + SQLText("IN (") + first
            for value in values.dropFirst() { sql = sql + SQLText(", ") + value }
            sql.append(")")
        }
        if types.allSatisfy({ $0.definition != nil }) { sql = sql + SQLText(" AND ") + SQLText(name: IndexedFields.Entry.isCustom) }
        return sql
    }

    private static func order(_ order: [Order], _ compiler: FilterCompiler) -> SQLText {
        var sql = SQLText(" ORDER BY ")
        // No two rows have one id, so nothing behind it counts.
        let end = order.firstIndex { $0.operand == .id } ?? order.endIndex
        for term in order[..<end] {
            let (expressions, mayBeMissing) = operand(term.operand, compiler)
            for expression in expressions {
                sql.append(expression)
                if term.descending { sql.append(" DESC") }
                if mayBeMissing { sql.append(term.missingFirst ? " NULLS FIRST" : " NULLS LAST") }
                sql.append(", ")
            }
        }
        sql.append(end < order.endIndex && order[end].descending ? "id DESC" : "id")
        return sql
    }

    private static func operand(_ operand: Operand, _ compiler: FilterCompiler) -> (terms: [SQLText], mayBeMissing: Bool) {
        switch operand {
        case .id: ([SQLText("id")], false)
        case .type: ([SQLText("type")], false)
        case .number: ([SQLText("number")], false)
        case .version: ([SQLText("version")], false)
        case .createdAt: ([SQLText("created_at")], false)
        case .updatedAt: ([SQLText("updated_at")], false)
        case .externalID: ([SQLText("external_id")], true)
        case .field(let field):
            if let entry = compiler.indexes.entry(for: field, in: compiler.types), !entry.ignoresCase {
                ([SQLText(name: entry.columnName)], true)
            } else {
                (compiler.engine.order { compiler.call($0, field) }, true)
            }
        }
    }
}
