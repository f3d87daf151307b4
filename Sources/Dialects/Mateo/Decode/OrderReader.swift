import Records

/// Reads `order`: `created_at.desc.nullslast,updated_at`.
enum OrderReader {
    /// The terms in order. Refuses a column that the table cannot be ordered by.
    static func order(_ text: String, of table: Table) throws(Refusal) -> [Order] {
        guard !text.isEmpty else { return [] }
        var cursor = TextCursor(text)
        var terms: [Order] = []
        repeat {
            cursor.skipSpaces()
            terms.append(try term(&cursor, of: table))
        } while cursor.take(",")
        guard cursor.isAtEnd else { throw unparsable }
        return terms
    }

    private static func term(_ cursor: inout TextCursor, of table: Table) throws(Refusal) -> Order {
        let subject = try Subject(&cursor, of: table, in: "order") { cursor in
            cursor.next == UInt8(ascii: ",") || cursor.next == UInt8(ascii: ".")
        }
        guard subject.path.isEmpty, table.sortable.contains(subject.column.name), let operand = subject.operand else {
            throw .unparsable("order", "\(table.name) can be ordered by \(table.sortable.joined(separator: ", ")).")
        }
        var descending = false
        if cursor.take(".desc") { descending = true } else { _ = cursor.take(".asc") }
        var missingFirst: Bool?
        if cursor.take(".nullsfirst") { missingFirst = true } else if cursor.take(".nullslast") { missingFirst = false }
        guard cursor.isAtEnd || cursor.isAt(",") else { throw unparsable }
        return Order(operand, descending: descending, missingFirst: missingFirst)
    }

    private static var unparsable: Refusal {
        .unparsable("order", "A term is a column, then perhaps .asc or .desc, then perhaps .nullsfirst or .nullslast.")
    }
}
