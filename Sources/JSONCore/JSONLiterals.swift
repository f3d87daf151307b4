extension JSON: ExpressibleByNilLiteral, ExpressibleByBooleanLiteral, ExpressibleByStringLiteral {
    /// The literal `nil` is JSON `null`.
    package init(nilLiteral: ()) {
        self = .null
    }

    /// A truth value.
    package init(booleanLiteral value: Bool) {
        self = .bool(value)
    }

    /// A string.
    package init(stringLiteral value: String) {
        self = .string(value)
    }
}

extension JSON: ExpressibleByIntegerLiteral, ExpressibleByFloatLiteral {
    /// An integer.
    package init(integerLiteral value: Int) {
        self = .number(JSONNumber(value))
    }

    /// A number, written as the shortest text that reads back as the same double.
    package init(floatLiteral value: Double) {
        self = .number(JSONNumber(floatLiteral: value))
    }
}

extension JSON: ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral {
    /// An array.
    package init(arrayLiteral elements: JSON...) {
        self = .array(elements)
    }

    /// An object with its members in the order written; a name written twice keeps its first place and its last value.
    package init(dictionaryLiteral members: (String, JSON)...) {
        var object = JSONObject()
        for (key, value) in members { object[key] = value }
        self = .object(object)
    }
}

extension JSONObject: ExpressibleByDictionaryLiteral {
    /// An object with its members in the order written; a name written twice keeps its first place and its last value.
    package init(dictionaryLiteral members: (String, JSON)...) {
        self.init()
        for (key, value) in members { self[key] = value }
    }
}

extension JSONNumber: ExpressibleByIntegerLiteral, ExpressibleByFloatLiteral {
    /// An integer.
    package init(integerLiteral value: Int) {
        self.init(value)
    }

    /// A number, written as the shortest text that reads back as the same double.
    package init(floatLiteral value: Double) {
        // A literal in source is finite, so its description keeps the JSON grammar.
        self.init(storage: .literal(value.description))
    }
}
