package import JSONCore

/// How a person's `name` and its parts keep each other true, since some dialects know one and some the other.
///
/// Writing a part sets `name` to the join of both. Writing `name` drops parts that no longer join to it. Reading absent parts splits the
/// name at its last space.
package enum ContactName {
    private static let name = "name"
    private static let first = "firstName"
    private static let last = "lastName"

    /// The parts as a dialect shows them: the stored ones, or the name split at its last space. A part that is not there is nil.
    package static func parts(of fields: JSONObject) -> (first: String?, last: String?) {
        let storedFirst = fields[first]?.asString
        let storedLast = fields[last]?.asString
        guard storedFirst == nil, storedLast == nil, let whole = fields[name]?.asString else { return (storedFirst, storedLast) }
        guard let space = whole.utf8.lastIndex(of: UInt8(ascii: " ")) else { return (whole, nil) }
        return (String(whole[..<space]), String(whole[whole.utf8.index(after: space)...]))
    }

    /// Makes `after` true again, where an edit turned `before` into it.
    static func derive(from before: JSONObject, into after: inout JSONObject) {
        let partsChanged = after[first] != before[first] || after[last] != before[last]
        if partsChanged {
            let old = parts(of: before)
            let newFirst = after[first] ?? (before[first] == nil ? old.first.map(JSON.string) : nil)
            let newLast = after[last] ?? (before[last] == nil ? old.last.map(JSON.string) : nil)
            after[first] = newFirst
            after[last] = newLast
            let joined = join(newFirst?.asString, newLast?.asString)
            // A part of the wrong type stays in place for the schema to refuse.
            if newFirst.map({ $0.asString != nil }) ?? true, newLast.map({ $0.asString != nil }) ?? true {
                after[name] = joined.map(JSON.string)
            }
        } else if after[name] != before[name], join(after[first]?.asString, after[last]?.asString) != after[name]?.asString {
            after[first] = nil
            after[last] = nil
        }
    }

    private static func join(_ first: String?, _ last: String?) -> String? {
        switch (first, last) {
        case (nil, nil): nil
        case (let part?, nil), (nil, let part?): part
        case (let first?, let last?): first.isEmpty ? last : last.isEmpty ? first : first + " " + last
        }
    }
}
