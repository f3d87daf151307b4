/// The two databases where one text does not do for both.
///
/// What is written elsewhere in this module is SQL that both read the same way: conditions that are compared instead of numbers taken
/// for truth, no cast, no operator of one engine. The functions that look into `fields` have the same names and meanings in both.
package enum SQLEngine: Sendable, Hashable {
    case sqlite
    case postgreSQL

    /// What follows the text of a field for it to be compared by code points. A column says so itself; SQLite knows no other way.
    var byCodePoints: SQLText {
        switch self {
        case .sqlite: SQLText()
        case .postgreSQL: SQLText(" COLLATE \"C\"")
        }
    }

    /// The terms that sort by a place in `fields`: numbers by value, then texts by code points. The first is missing where the place has
    /// nothing to sort by; each later one only ever decides between rows that the ones before find equal.
    func order(by field: (StaticString) -> SQLText) -> [SQLText] {
        switch self {
        case .sqlite: [field("field_order")]
        case .postgreSQL: [field("field_order_rank"), field("field_order_number"), field("field_text") + byCodePoints]
        }
    }
}
