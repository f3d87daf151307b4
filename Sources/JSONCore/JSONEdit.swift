extension JSON {
    /// Changes, in place, the array or object that holds what the tokens lead to; there must be at least one token.
    mutating func editParent<Result>(
        of tokens: ArraySlice<String>, namedBy member: JSONPatchError.Member,
        _ body: (inout JSON) throws(JSONPatchError.Kind) -> Result
    ) throws(JSONPatchError.Kind) -> Result {
        guard tokens.count > 1, let token = tokens.first else { return try body(&self) }
        return try editChild(token, namedBy: member) { child throws(JSONPatchError.Kind) in
            try child.editParent(of: tokens.dropFirst(), namedBy: member, body)
        }
    }

    /// Changes, in place, a member's value or an element that must exist.
    mutating func editChild<Result>(
        _ token: String, namedBy member: JSONPatchError.Member,
        _ body: (inout JSON) throws(JSONPatchError.Kind) -> Result
    ) throws(JSONPatchError.Kind) -> Result {
        switch self {
        case .object(var object):
            guard let position = object.position(of: token) else { throw .pathNotFound(member) }
            // Emptied while the child changes, so that the storage has one owner and is not copied.
            self = .null
            defer { self = .object(object) }
            return try object.withValue(at: position, body)
        case .array(var elements):
            guard let position = JSONPointer.arrayPosition(token) else { throw .invalidPosition(member) }
            guard position < elements.count else { throw .pathNotFound(member) }
            self = .null
            defer { self = .array(elements) }
            return try body(&elements[position])
        default:
            throw .pathNotFound(member)
        }
    }
}
