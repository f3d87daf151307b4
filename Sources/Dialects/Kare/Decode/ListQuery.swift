import Endpoints
import JSONCore
import Records

extension Kare {
    /// The query of Kare's lists: a page, its size, whether rows are counted, the order, and optional parts of each item.
    ///
    /// Kare's lists also know `findId` and `where<Field>`; a list that ignored them would answer something else than was asked, so they are
    /// refused with ``RequestError/unknownParameter(name:)``. Other names that Kare does not document are ignored.
    struct ListQuery: Input {
        struct Value: Sendable {
            let page: Int
            let pageSize: Int
            let includesCount: Bool
            let order: [Order]
            let extensions: Set<String>

            /// The records of this page.
            func query(_ type: TypeID, filter: Filter? = nil) -> Query {
                Query(
                    types: [type], filter: filter, order: order, limit: pageSize, offset: (page - 1) * pageSize, counted: includesCount)
            }
        }

        /// What the list can be sorted by.
        let columns: KeyValuePairs<String, Operand>
        /// The values of `extend`.
        let extensions: [String]

        private static let page = QueryInteger("page", "Number of the page.", in: 1...9_007_199_254_740_991, default: 1)
        private static let pageSize = QueryInteger("pageSize", "Number of items in a page.", in: 1...100, default: 50)
        private static let includeCount = QueryFlag("includeCount", "Whether to add `totalCount`.")

        func read(_ request: IncomingRequest, _ template: PathTemplate) throws(RequestError) -> Value {
            for item in request.query.items where item.name == "findId" || item.name.hasPrefix("where") {
                throw .unknownParameter(name: item.name)
            }
            return Value(
                page: try Self.page.read(request, template),
                pageSize: try Self.pageSize.read(request, template),
                includesCount: try Self.includeCount.read(request, template),
                order: try order(request.query),
                extensions: try extensions(request.query))
        }

        // MARK: - extend

        /// `extend=company&extend=actions-info` or `extend[]=company`.
        private func extensions(_ query: QueryItems) throws(RequestError) -> Set<String> {
            let asked = Set(query.values("extend") + query.values("extend[]"))
            guard asked.isSubset(of: extensions) else {
                throw .invalidParameter(.query, name: "extend", rule: Self.oneOf(extensions))
            }
            return asked
        }

        // MARK: - orderBy

        private struct Term {
            var operand: Operand?
            var descending = false
        }

        /// `orderBy[0][field]=name&orderBy[0][direction]=desc`; rows that are equal in it, and all without it, come by ascending id.
        private func order(_ query: QueryItems) throws(RequestError) -> [Order] {
            var terms: [Int: Term] = [:]
            for item in query.items where item.name.hasPrefix("orderBy") {
                guard let (position, member) = Self.orderKey(item.name) else {
                    throw Self.invalidOrder("must be written orderBy[0][field] and orderBy[0][direction], counting up to 9")
                }
                switch member {
                case "field":
                    guard let column = columns.first(where: { $0.key == item.value }) else {
                        throw Self.invalidOrder("field " + Self.oneOf(columns.map(\.key)))
                    }
                    terms[position, default: Term()].operand = column.value
                case "direction":
                    guard item.value == "asc" || item.value == "desc" else { throw Self.invalidOrder("direction must be asc or desc") }
                    terms[position, default: Term()].descending = item.value == "desc"
                default: throw Self.invalidOrder("has the members field and direction")
                }
            }
            var order: [Order] = []
            for (_, term) in terms.sorted(by: { $0.key < $1.key }) {
                guard let operand = term.operand else { throw Self.invalidOrder("must name a field beside each direction") }
                order.append(Order(operand, descending: term.descending))
            }
            order.append(Order(.number))
            return order
        }

        /// Position and member of `orderBy[0][field]`.
        private static func orderKey(_ name: String) -> (position: Int, member: Substring)? {
            let parts = name.split(separator: "[", omittingEmptySubsequences: false)
            guard parts.count == 3, parts[0] == "orderBy", parts[1].last == "]", parts[2].last == "]",
                let position = Int(parts[1].dropLast()), (0...9).contains(position)
            else { return nil }
            return (position, parts[2].dropLast())
        }

        private static func invalidOrder(_ rule: String) -> RequestError { .invalidParameter(.query, name: "orderBy", rule: rule) }

        private static func oneOf(_ names: [String]) -> String { "must be one of " + names.joined(separator: ", ") }

        // MARK: - Description

        var descriptions: [InputDescription] {
            let terms: JSON = [
                "type": "array",
                "items": [
                    "type": "object",
                    "properties": [
                        "field": ["type": "string", "enum": .array(columns.map { .string($0.key) })],
                        "direction": ["type": "string", "enum": ["asc", "desc"], "default": "asc"],
                    ],
                    "required": ["field"],
                ],
                "maxItems": 10,
            ]
            let extensions: JSON = ["type": "array", "items": ["type": "string", "enum": .array(self.extensions.map(JSON.string))]]
            var all = Self.page.descriptions + Self.pageSize.descriptions + Self.includeCount.descriptions
            all.append(
                InputDescription(
                    place: .parameter(.query), name: "orderBy",
                    summary: "The order, as orderBy[0][field] and orderBy[0][direction]; by ascending id without it.", isRequired: false,
                    schema: terms))
            if !self.extensions.isEmpty {
                all.append(
                    InputDescription(
                        place: .parameter(.query), name: "extend", summary: "Optional parts of each item; the name may be repeated.",
                        isRequired: false, schema: extensions))
            }
            return all
        }
    }
}
