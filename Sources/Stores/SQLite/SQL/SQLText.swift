/// A statement, or a part of one, that is put together for a query: text of the program's own with a `?` for each value.
///
/// No value ever becomes text, so nothing that a caller sends is read as SQL.
struct SQLText: Hashable {
    private(set) var text: String
    private(set) var values: [SQLValue]

    init() {
        text = ""
        values = []
    }

    /// Text of the program's own.
    init(_ text: StaticString) {
        self.text = String(describing: text)
        values = []
    }

    /// The name of a column or a literal, which this module made.
    init(name: String) {
        text = name
        values = []
    }

    /// A `?` for the value.
    init(_ value: SQLValue) {
        text = "?"
        values = [value]
    }

    /// A `?` for each value, with commas between.
    init(list: [SQLValue]) {
        text = String(repeating: "?, ", count: max(0, list.count - 1)) + (list.isEmpty ? "" : "?")
        values = list
    }

    mutating func append(_ text: StaticString) { self.text += String(describing: text) }

    mutating func append(_ value: SQLValue) { append(SQLText(value)) }

    mutating func append(_ other: SQLText) {
        text += other.text
        values += other.values
    }

    static func + (left: SQLText, right: SQLText) -> SQLText {
        var sum = left
        sum.append(right)
        return sum
    }
}
