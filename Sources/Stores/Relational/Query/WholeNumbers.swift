import JSONCore
import Records

/// How a column of whole numbers compares with a number of any size and any fraction.
///
/// The engines would have to compare an integer with something else, each with its own loss; a whole number is put in its place instead.
enum WholeNumbers {
    /// The comparison that is true of the same whole numbers, or its constant truth.
    static func compare(_ column: SQLText, _ comparison: Filter.Comparison, _ number: JSONNumber) -> SQLText {
        if let value = number.intValue { return column + comparison.sql + SQLText(.integer(Int64(value))) }
        guard let floor = floor(number) else {
            switch comparison {
            case .notEqual, .greater, .greaterOrEqual: return SQLText("TRUE")
            case .equal, .less, .lessOrEqual: return SQLText("FALSE")
            }
        }
        switch comparison {
        case .equal: return SQLText("FALSE")
        case .notEqual: return SQLText("TRUE")
        case .less, .lessOrEqual: return column + SQLText(" <= ") + SQLText(.integer(floor))
        case .greater, .greaterOrEqual: return column + SQLText(" > ") + SQLText(.integer(floor))
        }
    }

    /// The greatest 64-bit integer that is not above the number; nil when all are.
    private static func floor(_ number: JSONNumber) -> Int64? {
        guard JSONNumber(.min) <= number else { return nil }
        var (least, most) = (Int.min, Int.max)
        while least < most {
            // The upper one of two middles, so that the stretch shrinks; bit by bit, because the sum may not fit.
            let middle = (least >> 1) + (most >> 1) + (least | most) & 1
            if JSONNumber(middle) <= number { least = middle } else { most = middle - 1 }
        }
        return Int64(least)
    }
}

extension Filter.Comparison {
    /// The comparison's operator, with spaces around.
    var sql: SQLText {
        switch self {
        case .equal: SQLText(" = ")
        case .notEqual: SQLText(" <> ")
        case .less: SQLText(" < ")
        case .lessOrEqual: SQLText(" <= ")
        case .greater: SQLText(" > ")
        case .greaterOrEqual: SQLText(" >= ")
        }
    }
}
