import HTTPTypes

/// Which of the selected rows a reader wants to see: `limit` and `offset`, or the header `Range: 0-19`.
struct Window: Sendable, Hashable {
    /// The first row, counted from 0.
    private(set) var first: Int
    /// How many rows; nil for as many as one answer holds.
    private(set) var count: Int?

    static let all = Window(first: 0, count: nil)

    /// The most rows of one answer: the vendor's cap, to which a larger limit is lowered without a word.
    static let maximumRows = 50

    /// How many rows the answer may hold.
    var limit: Int { min(count ?? Self.maximumRows, Self.maximumRows) }

    /// Reads the parameter `limit`.
    mutating func limit(_ text: String) throws(Refusal) { count = try Self.number(text, "limit") }

    /// Reads the parameter `offset`.
    mutating func offset(_ text: String) throws(Refusal) { first = try Self.number(text, "offset") }

    /// What this window and the one of a `Range` header, `0-19`, `10-` or with the unit `items=0-19`, have in common. A range of other
    /// units is not heeded (RFC 9110, section 14.2).
    mutating func narrow(toRange text: String) throws(Refusal) {
        var cursor = TextCursor(text)
        guard cursor.take("items=") || !text.utf8.contains(UInt8(ascii: "=")) else { return }
        let start = try Self.number(cursor.text(upTo: UInt8(ascii: "-")), "Range")
        guard cursor.take("-") else { throw .unparsable("Range", "A range is first-last or first-.") }
        let rest = cursor.rest()
        let last = rest.isEmpty ? nil : try Self.number(rest, "Range")
        if let last, last < start { throw Self.unsatisfiable("The lower boundary must be lower than or equal to the upper boundary.") }
        // All numbers are below 10^15, so that no sum of two overflows.
        let ends = [last.map { $0 + 1 }, count.map { first + $0 }].compactMap(\.self)
        first = max(first, start)
        count = ends.min().map { max(0, $0 - first) }
    }

    private static func number(_ text: String, _ name: String) throws(Refusal) -> Int {
        guard text.utf8.count <= 15, let number = Int(text) else { throw .unparsable(name, "It takes a whole number.") }
        guard number >= 0 else { throw unsatisfiable("\(name) must not be negative.") }
        return number
    }

    private static func unsatisfiable(_ details: String) -> Refusal {
        Refusal(.rangeNotSatisfiable, "PGRST103", "Requested range not satisfiable", details: details)
    }
}
