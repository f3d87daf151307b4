package import JSONCore
package import Relational

/// How far a copy is.
package struct CopyProgress: Sendable {
    package enum Phase: String, Sendable { case copying, comparing }

    package let phase: Phase
    /// Rows in all.
    package let total: Int64
    /// Rows that are done.
    package internal(set) var done: Int64 = 0
    /// Whether the copy goes on from where another run ended.
    package let isResumed: Bool

    init(phase: Phase, total: Int64, isResumed: Bool = false) {
        self.phase = phase
        self.total = total
        self.isResumed = isResumed
    }
}

/// What a copy holds, proven equal on both sides.
package struct CopyReport: Sendable {
    /// Rows by table.
    package internal(set) var rows: [StoredTable: Int64] = [:]

    package init() {}

    /// One object: `{"organisations": 2, "records": 11, …, "verified": true}`.
    package var json: JSON {
        var object = JSONObject()
        for (table, name) in Self.names { object[name] = .number(JSONNumber(Int(rows[table] ?? 0))) }
        object["verified"] = true
        return .object(object)
    }

    /// `2 organisations, 11 records, …`
    package var text: String { Self.names.map { "\(rows[$0] ?? 0) \($1)" }.joined(separator: ", ") }

    private static let names: [(StoredTable, String)] = [
        (.organisation, "organisations"), (.record, "records"), (.change, "changes"), (.reference, "references"), (.counter, "counters"),
        (.token, "tokens"), (.person, "people"), (.secret, "secrets"),
    ]
}
