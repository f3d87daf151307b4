import JSONCore
import Records

/// What a filter compares, `select` shows or `order` sorts by: a column, or a place inside a JSON column such as `data->tags->0` or
/// `data->>status`.
struct Subject: Sendable {
    let column: Column
    /// Member names and array positions inside the column.
    let path: [String]
    /// Whether the last arrow was `->>`: the value as text.
    let isText: Bool

    /// Reads a column with its path from `cursor`, up to the place where `isEnd` holds. `parameter` names the place in refusals.
    init(
        _ cursor: inout TextCursor, of table: Table, in parameter: String, until isEnd: (TextCursor) -> Bool = { _ in false }
    ) throws(Refusal) {
        let name = cursor.quoted() ?? cursor.text { $0.isAt("->") || isEnd($0) }
        guard !name.isEmpty else { throw .unparsable(parameter, "A column's name is missing.") }
        guard let column = table.column(name) else { throw .unknownColumn(name, of: table) }
        var path: [String] = []
        var isText = false
        while !isText, cursor.take("->") {
            isText = cursor.take(">")
            let token = cursor.quoted() ?? cursor.text { $0.isAt("->") || isEnd($0) }
            guard !token.isEmpty else { throw .unparsable(parameter, "A path needs a name after each arrow.") }
            if token.utf8.first == UInt8(ascii: "-"), Int(token) != nil {
                throw .unparsable(parameter, "Positions from the end of an array are not served.")
            }
            path.append(token)
        }
        if !path.isEmpty {
            switch column.kind {
            case .object, .ids: break
            case .uuid, .timestamp, .text, .boolean, .choice: throw .undefinedOperator("->", column.name)
            }
        }
        self.column = column
        self.path = path
        self.isText = isText
    }

    init(_ column: Column) {
        self.column = column
        self.path = []
        self.isText = false
    }

    /// What a query compares; nil for the organisation, which every row of a caller shares.
    var operand: Operand? {
        guard !path.isEmpty, case .field(let pointer) = column.place else { return column.operand }
        return .field(JSONPointer(pointer.tokens + path))
    }

    /// The member's name in an answer: the column's, or the last member name of the path.
    var outputName: String { path.last { JSONPointer.arrayPosition($0) == nil } ?? column.name }

    /// What the row of `record` shows.
    func value(in record: Record) -> JSON {
        let whole = column.value(in: record)
        guard !path.isEmpty else { return whole }
        let value = whole.value(at: JSONPointer(path)) ?? .null
        guard isText else { return value }
        switch value {
        case .null, .string: return value
        case .bool, .number, .array, .object: return .string(value.text)
        }
    }
}
