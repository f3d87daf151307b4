import Endpoints
import JSONCore
import Records

/// The query of a request for rows, read: PostgREST's parameters.
struct RowsQuery: Sendable {
    /// The parameters that mean something to some methods only.
    enum Part: Sendable { case filters, order, window, columns, conflict }

    /// Whether there is a parameter called `id`.
    private(set) var hasID = false
    /// The id of the first `id=eq.…`.
    private(set) var id: RecordID?
    /// The definition of the first `custom_entity_definition_id=eq.…`.
    private(set) var definition: RecordID?
    /// Every other condition.
    private(set) var conditions: [Filter] = []
    private(set) var projection: Projection
    private(set) var order: [Order] = []
    private(set) var window = Window.all
    /// The names of `columns`: the members of a body that count; nil when all do.
    private(set) var columns: [String]?
    /// The names of `on_conflict`.
    private(set) var conflictTarget: Table.ConflictTarget?

    /// Reads a query of which only `parts` mean something; the others are refused rather than ignored.
    init(_ query: QueryItems, of table: Table, in organisation: OrganisationID, allowing parts: [Part]) throws(Refusal) {
        projection = .all(table)
        var reader = FilterReader(table: table, organisation: organisation)
        for item in query.items {
            func allow(_ part: Part) throws(Refusal) {
                guard parts.contains(part) else { throw .unparsable(item.name, "The parameter has no meaning in this request.") }
            }
            switch item.name {
            case "select": projection = try Projection(item.value, of: table)
            case "order":
                try allow(.order)
                order = try OrderReader.order(item.value, of: table)
            case "limit":
                try allow(.window)
                try window.limit(item.value)
            case "offset":
                try allow(.window)
                try window.offset(item.value)
            case "columns":
                try allow(.columns)
                columns = Self.names(item.value)
            case "on_conflict":
                try allow(.conflict)
                conflictTarget = Set(Self.names(item.value))
            case "and", "or", "not.and", "not.or":
                try allow(.filters)
                conditions.append(try reader.group(item.name, item.value))
            default:
                let (subject, test) = try reader.condition(item.name, item.value)
                try allow(.filters)
                try add(test, on: subject, in: organisation)
            }
        }
    }

    private mutating func add(_ test: Test, on subject: Subject, in organisation: OrganisationID) throws(Refusal) {
        let filter = try test.filter(on: subject, in: organisation)
        if subject.column.place == .id { hasID = true }
        // A list of one id, `id=in.(…)`, may match several rows as far as the client's code knows: it does not name one.
        switch (test.demand, filter) {
        case (.compare, .compare(.id, .equal, .id(let value))) where id == nil: id = value
        case (.compare, .compare(.type, .equal, .text(let value))) where definition == nil: definition = RecordID(value)
        default: conditions.append(filter)
        }
    }

    /// Names between commas, each perhaps in double quotes.
    private static func names(_ text: String) -> [String] {
        var cursor = TextCursor(text)
        var names: [String] = []
        repeat {
            cursor.skipSpaces()
            names.append(cursor.quoted() ?? cursor.text(upTo: UInt8(ascii: ",")))
        } while cursor.take(",")
        return names
    }
}

extension RowsQuery {
    /// Whether no filter was given.
    var isUnfiltered: Bool { id == nil && definition == nil && conditions.isEmpty }

    /// Whether nothing but `id=eq.…` was given.
    var isByIDAlone: Bool { id != nil && definition == nil && conditions.isEmpty }

    /// Takes `id` for the filter.
    mutating func name(_ id: RecordID) { self.id = id }

    /// The engine's query for the rows among records of `types`; nil when no record can be one.
    func query(types: [TypeID], asserting assertions: [Filter] = [], limit: Int, offset: Int = 0, counted: Bool = false) -> Query? {
        var types = types
        if let definition { types = types.filter { $0 == TypeID(definition: definition) } }
        guard !types.isEmpty else { return nil }
        var parts = conditions + assertions
        if let id { parts.insert(.compare(.id, .equal, .id(id)), at: 0) }
        let filter: Filter? = parts.count > 1 ? .all(parts) : parts.first
        return Query(types: types, filter: filter, order: order, limit: limit, offset: offset, counted: counted)
    }
}
