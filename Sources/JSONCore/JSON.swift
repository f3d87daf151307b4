/// A JSON value that gives back what it was given: members keep their order and numbers their text.
///
/// Equality is by value (``==(_:_:)``); whether two values would be written alike is ``isIdentical(to:)``. Read one with
/// ``parse(_:limits:)-(String,_)``, write one with ``serialized()``. Values are RFC 8259.
package enum JSON: Sendable {
    /// The literal `null`.
    case null
    /// The literal `true` or `false`.
    case bool(Bool)
    /// A number of any length within ``JSONLimits``, exact.
    case number(JSONNumber)
    /// A string of Unicode scalar values.
    case string(String)
    /// Values in order.
    case array([JSON])
    /// Members in order, each name once.
    case object(JSONObject)
}

extension JSON {
    /// Which of the six kinds the value is.
    package var kind: JSONKind {
        switch self {
        case .null: .null
        case .bool: .boolean
        case .number: .number
        case .string: .string
        case .array: .array
        case .object: .object
        }
    }

    /// Whether the value is `null`.
    package var isNull: Bool {
        if case .null = self { true } else { false }
    }

    /// The truth value; nil for every other kind.
    package var asBool: Bool? {
        if case .bool(let value) = self { value } else { nil }
    }

    /// The number; nil for every other kind.
    package var asNumber: JSONNumber? {
        if case .number(let value) = self { value } else { nil }
    }

    /// The number as an integer when it is mathematically one and fits, also when written `1.0` or `1e2`; nil otherwise.
    package var asInt: Int? {
        if case .number(let value) = self { value.intValue } else { nil }
    }

    /// The string; nil for every other kind.
    package var asString: String? {
        if case .string(let value) = self { value } else { nil }
    }

    /// The elements; nil for every other kind.
    package var asArray: [JSON]? {
        if case .array(let value) = self { value } else { nil }
    }

    /// The members; nil for every other kind.
    package var asObject: JSONObject? {
        if case .object(let value) = self { value } else { nil }
    }

    /// The value of an object's member; nil when there is no such member or the value is not an object.
    package subscript(_ key: String) -> JSON? {
        if case .object(let object) = self { object[key] } else { nil }
    }

    /// The element of an array; nil when the position is outside it or the value is not an array.
    package subscript(_ position: Int) -> JSON? {
        if case .array(let elements) = self, elements.indices.contains(position) { elements[position] } else { nil }
    }
}
