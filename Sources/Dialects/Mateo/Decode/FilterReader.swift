import JSONCore
import Records

/// Reads the filters of a query: `column=operator.value` and the groups `and`, `or`.
///
/// A top-level value without an operator counts as `eq`: the vendor's page types every filter as a plain string.
struct FilterReader {
    /// Groups within groups.
    static let maximumDepth = 8
    /// Conditions in one request.
    static let maximumConditions = 64
    /// Values of one `in`.
    static let maximumValues = 500
    /// Bytes of a pattern of `like`.
    static let maximumPattern = 128

    private let table: Table
    private let organisation: OrganisationID
    private var conditions = 0

    init(table: Table, organisation: OrganisationID) {
        self.table = table
        self.organisation = organisation
    }

    /// The condition that a parameter states about a column.
    mutating func condition(_ name: String, _ value: String) throws(Refusal) -> (subject: Subject, test: Test) {
        try count(name)
        var nameCursor = TextCursor(name)
        let subject = try Subject(&nameCursor, of: table, in: name)
        guard nameCursor.isAtEnd else { throw .unknownColumn(name, of: table) }
        var cursor = TextCursor(value)
        guard let test = try Test(&cursor, in: name) else { return (subject, Test(isNegated: false, .compare(.equal, value))) }
        guard cursor.isAtEnd else { throw .unparsable(name, "The value goes on after its closing bracket.") }
        return (subject, test)
    }

    /// The group that a parameter `and`, `or`, `not.and` or `not.or` states.
    mutating func group(_ name: String, _ value: String) throws(Refusal) -> Filter {
        var cursor = TextCursor(value)
        var word = TextCursor(name)
        let isNegated = word.take("not.")
        let group = try group(&cursor, isAny: word.take("or"), depth: 1, in: name)
        guard cursor.isAtEnd else { throw .unparsable(name, "The group goes on after its closing bracket.") }
        return isNegated ? .not(group) : group
    }

    private mutating func group(_ cursor: inout TextCursor, isAny: Bool, depth: Int, in name: String) throws(Refusal) -> Filter {
        guard depth <= Self.maximumDepth else { throw .unparsable(name, "Groups may be nested \(Self.maximumDepth) deep.") }
        guard cursor.take("(") else { throw .unparsable(name, "A group begins with a round bracket.") }
        var parts: [Filter] = []
        repeat {
            cursor.skipSpaces()
            parts.append(try member(&cursor, depth: depth, in: name))
            cursor.skipSpaces()
        } while cursor.take(",")
        guard cursor.take(")") else { throw .unparsable(name, "A group holds conditions between commas and ends with a round bracket.") }
        return isAny ? .any(parts) : .all(parts)
    }

    private mutating func member(_ cursor: inout TextCursor, depth: Int, in name: String) throws(Refusal) -> Filter {
        var ahead = cursor
        let isNegated = ahead.take("not.")
        if ahead.isAt("and(") || ahead.isAt("or(") {
            let isAny = ahead.take("or")
            if !isAny { _ = ahead.take("and") }
            cursor = ahead
            let group = try group(&cursor, isAny: isAny, depth: depth + 1, in: name)
            return isNegated ? .not(group) : group
        }
        try count(name)
        let subject = try Subject(&cursor, of: table, in: name) { cursor in
            cursor.next == UInt8(ascii: ".") || cursor.next == UInt8(ascii: ",") || cursor.next == UInt8(ascii: ")")
        }
        guard cursor.take("."), let test = try Test(&cursor, inGroup: true, in: name) else {
            throw .unparsable(name, "Inside a group a condition is column.operator.value.")
        }
        return try test.filter(on: subject, in: organisation)
    }

    private mutating func count(_ name: String) throws(Refusal) {
        conditions += 1
        guard conditions <= Self.maximumConditions else {
            throw .unparsable(name, "A request may state \(Self.maximumConditions) conditions.")
        }
    }
}
