import Records

/// What a filter demands of its subject: an operator with its value, perhaps negated.
struct Test: Sendable {
    enum Demand: Sendable {
        case compare(Filter.Comparison, String)
        /// `isdistinct`: not equal, a missing value counting as a value.
        case distinct(String)
        case oneOf([String])
        case like(pattern: String, ignoringCase: Bool)
        case isNull
        case isNotNull
        case isBool(Bool)
        /// `is.unknown`: a boolean without a value.
        case isUnknown
        case contains(String)
    }

    let isNegated: Bool
    let demand: Demand

    init(isNegated: Bool, _ demand: Demand) {
        self.isNegated = isNegated
        self.demand = demand
    }

    /// Reads `operator.value` or `not.operator.value`; nil, with nothing read, when the text begins with no operator.
    ///
    /// Inside a group a value ends at a comma or bracket unless it stands in double quotes or braces; elsewhere it is the whole rest.
    init?(_ cursor: inout TextCursor, inGroup: Bool = false, in parameter: String) throws(Refusal) {
        var ahead = cursor
        isNegated = ahead.take("not.")
        let word = ahead.text(upTo: UInt8(ascii: "."), UInt8(ascii: "("))
        guard Self.served.contains(word) || Self.unserved.contains(word), let end = ahead.next else { return nil }
        guard Self.served.contains(word), end == UInt8(ascii: "."), ahead.take(".") else {
            throw .unparsable(parameter, "The operators are \(Self.served.joined(separator: ", ")).")
        }
        if word == "in" {
            demand = .oneOf(try Self.list(&ahead, in: parameter))
        } else {
            let value: String
            if inGroup {
                value = ahead.quoted() ?? ahead.braced() ?? ahead.text(upTo: UInt8(ascii: ","), UInt8(ascii: ")"))
            } else {
                value = ahead.rest()
            }
            demand = try Self.demand(word, value, in: parameter)
        }
        cursor = ahead
    }

    /// The operators of the vendor's table that are served.
    private static let served = ["eq", "neq", "gt", "gte", "lt", "lte", "like", "ilike", "in", "is", "isdistinct", "cs"]
    /// Operators that PostgREST knows and that are refused rather than taken for the beginning of a value.
    private static let unserved = [
        "cd", "match", "imatch", "fts", "plfts", "phfts", "wfts", "ov", "sl", "sr", "nxr", "nxl", "adj",
    ]

    private static func demand(_ word: String, _ value: String, in parameter: String) throws(Refusal) -> Demand {
        switch word {
        case "eq": return .compare(.equal, value)
        case "neq": return .compare(.notEqual, value)
        case "gt": return .compare(.greater, value)
        case "gte": return .compare(.greaterOrEqual, value)
        case "lt": return .compare(.less, value)
        case "lte": return .compare(.lessOrEqual, value)
        case "like": return .like(pattern: value, ignoringCase: false)
        case "ilike": return .like(pattern: value, ignoringCase: true)
        case "isdistinct": return .distinct(value)
        case "cs": return .contains(value)
        default: break
        }
        switch value.lowercased() {
        case "null": return .isNull
        case "not_null": return .isNotNull
        case "true": return .isBool(true)
        case "false": return .isBool(false)
        case "unknown": return .isUnknown
        default: throw .unparsable(parameter, "is takes null, not_null, true, false or unknown.")
        }
    }

    private static func list(_ cursor: inout TextCursor, in parameter: String) throws(Refusal) -> [String] {
        guard cursor.take("(") else { throw .unparsable(parameter, "in takes values between round brackets.") }
        var values: [String] = []
        if cursor.take(")") { return values }
        repeat {
            guard values.count < FilterReader.maximumValues else {
                throw .unparsable(parameter, "in takes at most \(FilterReader.maximumValues) values.")
            }
            cursor.skipSpaces()
            values.append(cursor.quoted() ?? cursor.text(upTo: UInt8(ascii: ","), UInt8(ascii: ")")))
            cursor.skipSpaces()
        } while cursor.take(",")
        guard cursor.take(")") else { throw .unparsable(parameter, "in takes values between round brackets.") }
        return values
    }
}
