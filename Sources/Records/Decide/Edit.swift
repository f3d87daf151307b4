package import JSONCore

/// What a caller wants different about one record: steps that are applied in order to what is stored.
package struct Edit: Sendable, Hashable {
    package enum Step: Sendable, Hashable {
        /// The field gets this value, its missing parents are made.
        case set(JSONPointer, JSON)
        /// The field goes; nothing happens when it is absent.
        case remove(JSONPointer)
        /// The first element of the array becomes this value and the others stay; nil takes the first element away.
        case setFirst(JSONPointer, JSON?)
        /// The moment of the next notification: `true` sets it to the time of the write unless one still lies ahead, `false` removes it.
        case schedule(JSONPointer, Bool)
        /// A merge patch (RFC 7396) for the object at the place; the empty pointer means `fields` itself.
        case merge(JSONPointer, JSONObject)
    }

    /// What becomes of the record's external id.
    package enum ExternalID: Sendable, Hashable {
        case keep
        case set(String?)
    }

    package var steps: [Step]
    package var externalID: ExternalID
    /// The type that the record moves to; nil keeps it.
    package var type: TypeID?

    package init(_ steps: [Step] = [], externalID: ExternalID = .keep, type: TypeID? = nil) {
        self.steps = steps
        self.externalID = externalID
        self.type = type
    }
}
