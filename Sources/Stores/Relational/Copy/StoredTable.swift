/// A table of what a store keeps, in the terms of both engines: the one list of what a copy must hold.
///
/// What an engine keeps beside it for its own use, and can tell from the rest, is not here. The cases stand in the order in which a copy is
/// written, so that a row comes after the ones that it names.
package enum StoredTable: String, Sendable, Hashable, CaseIterable {
    // The directory's tables, which are of no organisation.
    case organisation
    case secret
    // Each organisation's own.
    case sequence
    case token
    case person
    case counter
    case change
    case record
    case reference

    /// The tables that have rows for each organisation.
    package static let ofOrganisations = allCases.filter(\.isOfOrganisation)

    package var isOfOrganisation: Bool { self != .organisation && self != .secret }

    /// The columns of a row, those of the key first. The organisation that a row belongs to is said besides.
    package var columns: [StoredColumn] {
        switch self {
        case .organisation:
            [
                .identifier("id"), .text("name"), .identifier("platform"), .text("external_id"), .blob("signing_secret"),
                .integer("created_at"),
            ]
        case .secret: [.text("name"), .blob("value")]
        case .sequence: [.integer("next")]
        case .token:
            [
                .identifier("id"), .text("name"), .blob("digest"), .text("scopes"), .integer("requests_per_minute"), .integer("created_at"),
                .integer("revoked_at"),
            ]
        case .person: [.identifier("id"), .text("email"), .text("name"), .text("password_hash"), .integer("created_at")]
        case .counter: [.text("type"), .integer("next_number")]
        case .change:
            [
                .integer("sequence"), .identifier("record"), .text("type"), .integer("version"), .text("kind"), .integer("at"),
                .text("actor_kind"), .text("actor_id"), .text("actor_name"), .text("on_behalf_of"), .text("source"), .text("request_id"),
                .json("edits"),
            ]
        case .record:
            [
                .identifier("id"), .text("type"), .integer("number"), .text("external_id"), .integer("version"), .integer("created_at"),
                .integer("updated_at"),
            ] + (1...IndexedFields.columnCount).map { .text("index\($0)") } + [.json("fields")]
        case .reference:
            [.text("source_type"), .identifier("source_id"), .text("field"), .text("target_type"), .identifier("target_id")]
        }
    }

    /// How many of the columns make the key, beside the organisation. Of a table with none an organisation has one row.
    package var keyLength: Int {
        switch self {
        case .sequence: 0
        case .organisation, .secret, .token, .person, .counter, .change, .record: 1
        case .reference: 5
        }
    }

    /// The table's name on an engine.
    package func name(on engine: SQLEngine) -> String {
        switch (self, engine) {
        case (.sequence, .sqlite): "organisation"
        case (.sequence, .postgreSQL): "change_sequence"
        case (.person, .sqlite): "user"
        default: rawValue
        }
    }

    /// The names of the columns on an engine.
    package func columnNames(on engine: SQLEngine) -> [String] {
        self == .sequence && engine == .sqlite ? ["next_sequence"] : columns.map(\.name)
    }

    /// The column that says whose a row is.
    func organisationColumn(on engine: SQLEngine) -> String { self == .sequence && engine == .sqlite ? "id" : "organisation" }
}

/// A column, and what its values are.
package struct StoredColumn: Sendable, Hashable {
    package enum Kind: Sendable, Hashable {
        /// Sixteen bytes.
        case identifier
        case integer
        /// UTF-8.
        case text
        /// UTF-8 that is JSON, kept byte for byte.
        case json
        case blob
    }

    package let name: String
    package let kind: Kind

    static func identifier(_ name: String) -> StoredColumn { StoredColumn(name: name, kind: .identifier) }
    static func integer(_ name: String) -> StoredColumn { StoredColumn(name: name, kind: .integer) }
    static func text(_ name: String) -> StoredColumn { StoredColumn(name: name, kind: .text) }
    static func json(_ name: String) -> StoredColumn { StoredColumn(name: name, kind: .json) }
    static func blob(_ name: String) -> StoredColumn { StoredColumn(name: name, kind: .blob) }
}
