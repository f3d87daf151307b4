package import JSONCore
package import Records

/// A value that a statement is given beside its text, in terms of neither engine.
package enum SQLValue: Sendable, Hashable {
    case text(String)
    case integer(Int64)
    case identifier(Identifier)
    /// A place in `fields`, as the second argument of the functions that look there.
    case path(JSONPointer)
}

/// A statement, or a part of one, that is put together while the program runs: text of the program's own with a `?` for each value.
///
/// No value ever becomes text, so nothing that a caller sends is read as SQL.
package struct SQLText: Sendable, Hashable {
    /// The statement with a `?` in the place of each value. No other `?` occurs in it.
    package private(set) var text: String
    /// The values in the order of their places.
    package private(set) var values: [SQLValue]

    /// Nothing yet.
    package init() {
        text = ""
        values = []
    }

    /// Text of the program's own.
    package init(_ text: StaticString) {
        self.text = String(describing: text)
        values = []
    }

    /// The name of a column or an index, or a literal, which this module made.
    package init(name: String) {
        text = name
        values = []
    }

    /// A `?` for the value.
    package init(_ value: SQLValue) {
        text = "?"
        values = [value]
    }

    /// A `?` for each value, with commas between.
    package init(list: [SQLValue]) {
        text = String(repeating: "?, ", count: max(0, list.count - 1)) + (list.isEmpty ? "" : "?")
        values = list
    }

    /// The text with `$1`, `$2`… in the places of the values, as PostgreSQL numbers them.
    package var numberedText: String {
        var numbered = ""
        numbered.reserveCapacity(text.utf8.count + 3 * values.count)
        var number = 0
        for piece in text.split(separator: "?", omittingEmptySubsequences: false) {
            if number > 0 { numbered += "$\(number)" }
            numbered += piece
            number += 1
        }
        return numbered
    }

    /// Appends text of the program's own.
    package mutating func append(_ text: StaticString) { self.text += String(describing: text) }

    /// Appends a `?` for the value.
    package mutating func append(_ value: SQLValue) { append(SQLText(value)) }

    /// Appends another part with its values.
    package mutating func append(_ other: SQLText) {
        text += other.text
        values += other.values
    }

    /// The left part followed by the right one.
    package static func + (left: SQLText, right: SQLText) -> SQLText {
        var sum = left
        sum.append(right)
        return sum
    }
}
