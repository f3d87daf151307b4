package import JSONCore

/// Which records of one organisation, in which order, and how many.
package struct Query: Sendable, Hashable {
    /// The types that are searched. More than one only where a dialect shows several as one table.
    package var types: [TypeID]
    package var filter: Filter?
    /// The order of the rows; ties, and an empty list, fall back to ascending id.
    package var order: [Order]
    package var limit: Int
    package var offset: Int
    /// Starts behind this record. Only together with an empty `order`.
    package var after: RecordID?
    /// Whether ``Page/total`` is wanted.
    package var counted: Bool

    package init(
        types: [TypeID], filter: Filter? = nil, order: [Order] = [], limit: Int, offset: Int = 0, after: RecordID? = nil,
        counted: Bool = false
    ) {
        self.types = types
        self.filter = filter
        self.order = order
        self.limit = limit
        self.offset = offset
        self.after = after
        self.counted = counted
    }
}

/// One term of a query's order.
package struct Order: Sendable, Hashable {
    package var operand: Operand
    package var descending: Bool
    /// Whether missing values come first.
    package var missingFirst: Bool

    /// Missing values come last when ascending and first when descending unless said otherwise, as in PostgreSQL.
    package init(_ operand: Operand, descending: Bool = false, missingFirst: Bool? = nil) {
        self.operand = operand
        self.descending = descending
        self.missingFirst = missingFirst ?? descending
    }
}

/// What a query compares or sorts by.
package enum Operand: Sendable, Hashable {
    case id, type, number, externalID, version, createdAt, updatedAt
    /// A place in `fields`; its value is compared as ``Comparand`` says.
    case field(JSONPointer)
}

/// What an operand is compared with. The case says how: text by code points, numbers as numbers, moments as moments.
package enum Comparand: Sendable, Hashable {
    case text(String)
    case number(JSONNumber)
    case bool(Bool)
    case timestamp(Timestamp)
    case id(RecordID)
    /// A whole JSON value, compared as JSON.
    case json(JSON)
}

/// A condition on one record. Comparing a missing value is neither true nor false (SQL's three-valued logic), under ``not`` too.
package indirect enum Filter: Sendable, Hashable {
    package enum Comparison: Sendable, Hashable, CaseIterable {
        case equal, notEqual, less, lessOrEqual, greater, greaterOrEqual
    }

    case compare(Operand, Comparison, Comparand)
    /// The operand equals one of the values.
    case oneOf(Operand, [Comparand])
    /// SQL's LIKE: `%` any run, `_` any one character, `\` escapes. ASCII letters match either case when `ignoringCase`.
    case like(Operand, pattern: String, ignoringCase: Bool)
    /// The operand has no value.
    case isMissing(Operand)
    /// The operand is exactly this boolean; a missing value is not.
    case isBool(Operand, Bool)
    /// The array at the field holds this text: a reference to many, say.
    case contains(JSONPointer, String)
    case not(Filter)
    case all([Filter])
    case any([Filter])
}

/// A stretch of a query's rows.
package struct Page: Sendable {
    package var records: [Record]
    /// Whether rows follow behind the last one.
    package var hasMore: Bool
    /// All rows the filter matches, when the query asked.
    package var total: Int?

    package init(records: [Record], hasMore: Bool, total: Int?) {
        self.records = records
        self.hasMore = hasMore
        self.total = total
    }
}
