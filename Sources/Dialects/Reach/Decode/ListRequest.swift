import Endpoints
import JSONCore
import Records

/// Which resources a list is to show, in the words of the query.
struct ListRequest: Sendable {
    static let limits = 1...100
    static let defaultLimit = 20

    /// The id of the last resource of the page before.
    let cursor: RecordID?
    let limit: Int
    let include: String?
    /// Field and text of every `filter[field]=text`; all must hold.
    let filters: [(field: String, text: String)]

    /// Reads the query. A parameter of another name is refused, because a misspelt filter would show what was not asked for.
    init(_ query: QueryItems) throws(RequestError) {
        var filters: [(field: String, text: String)] = []
        for item in query.items {
            switch item.name {
            case "cursor", "limit", "include": continue
            default:
                guard item.name.hasPrefix("filter["), item.name.hasSuffix("]") else { throw .unknownParameter(name: item.name) }
                filters.append((String(item.name.dropFirst("filter[".count).dropLast()), item.value))
            }
        }
        self.filters = filters
        include = query["include"]
        switch query["cursor"] {
        case nil, "", "null": cursor = nil
        case let text?:
            guard let id = RecordID(text) else {
                throw .invalidParameter(.query, name: "cursor", rule: "must be the cursor of an earlier page")
            }
            cursor = id
        }
        switch query["limit"] {
        case nil, "", "null": limit = Self.defaultLimit
        case let text?:
            guard let count = Int(text), Self.limits.contains(count) else {
                throw .invalidParameter(
                    .query, name: "limit", rule: "must be an integer from \(Self.limits.lowerBound) to \(Self.limits.upperBound)")
            }
            limit = count
        }
    }

    /// The query for a page of `schema`'s resources, in the order of their creation.
    func query(of schema: ResourceSchema) throws(RequestError) -> Query {
        var conditions: [Filter] = []
        for (field, text) in filters { conditions.append(try schema.filter(field, equals: text)) }
        let filter: Filter? = conditions.count > 1 ? .all(conditions) : conditions.first
        return Query(types: [schema.type], filter: filter, limit: limit, after: cursor, counted: true)
    }
}

/// The query parameters of a list.
struct ListParameters: Input {
    /// The fields whose filters the document names one by one; nil for `filter[field]` of any schema.
    let fields: [String]?

    func read(_ request: IncomingRequest, _ template: PathTemplate) throws(RequestError) -> ListRequest { try ListRequest(request.query) }

    var descriptions: [InputDescription] {
        func describe(_ name: String, _ summary: String, _ schema: JSON) -> InputDescription {
            InputDescription(place: .parameter(.query), name: name, summary: summary, isRequired: false, schema: schema)
        }
        let limits: JSON = ["type": "integer", "minimum": 1, "maximum": 100, "default": 20]
        let anyField = "Only resources whose `field`, the name of any field of the schema, equals this."
        let filters =
            fields.map { $0.map { describe("filter[\($0)]", "Only resources whose `\($0)` equals this.", ["type": "string"]) } }
            ?? [describe("filter[field]", anyField, ["type": "string"])]
        return [
            describe("cursor", "`data.pagination.cursor` of the page before.", ["type": "string", "format": "uuid"]),
            describe("limit", "The most resources of one page.", limits),
            describe("include", "Reference fields, separated by commas, whose resources `included` holds.", ["type": "string"]),
        ] + filters
    }
}
