import JSONCore

/// What differs between two states of a record.
enum Differences {
    /// The edits that lead from `before` to `after`, in member order, objects taken apart, arrays and everything else whole. Two numbers
    /// of one value and different text differ: a record server gives back what it was given.
    static func between(_ before: JSONObject, _ after: JSONObject) -> [FieldEdit] {
        var edits: [FieldEdit] = []
        collect(before, after, at: JSONPointer(["fields"]), into: &edits)
        return edits
    }

    private static func collect(_ before: JSONObject, _ after: JSONObject, at place: JSONPointer, into edits: inout [FieldEdit]) {
        for (position, (name, old)) in before.members.enumerated() {
            switch (old, after.value(of: name, near: position)) {
            case (_, nil): edits.append(FieldEdit(path: place.appending(name), old: old, new: nil))
            case (.object(let old), .object(let new)?): collect(old, new, at: place.appending(name), into: &edits)
            case (_, let new?):
                if !old.isIdentical(to: new) { edits.append(FieldEdit(path: place.appending(name), old: old, new: new)) }
            }
        }
        for (position, (name, new)) in after.members.enumerated() where before.value(of: name, near: position) == nil {
            edits.append(FieldEdit(path: place.appending(name), old: nil, new: new))
        }
    }
}
