import JSONCore

/// A segment of the path, as text.
package struct PathText: Input {
    package let name: String
    package let summary: String
    package let example: String

    package init(_ name: String, _ summary: String, example: String) {
        self.name = name
        self.summary = summary
        self.example = example
    }

    package func read(_ request: IncomingRequest, _ template: PathTemplate) throws(RequestError) -> String {
        guard let value = template.value(name, in: request), !value.isEmpty else { throw .missingParameter(.path, name: name) }
        return value
    }

    package var descriptions: [InputDescription] {
        [
            InputDescription(
                place: .parameter(.path), name: name, summary: summary, isRequired: true, schema: ["type": "string", "minLength": 1],
                example: .string(example))
        ]
    }
}

/// A segment of the path that is an integer within a range.
package struct PathInteger: Input {
    package let name: String
    package let summary: String
    package let range: ClosedRange<Int64>
    package let example: Int

    package init(_ name: String, _ summary: String, in range: ClosedRange<Int64>, example: Int) {
        self.name = name
        self.summary = summary
        self.range = range
        self.example = example
    }

    package func read(_ request: IncomingRequest, _ template: PathTemplate) throws(RequestError) -> Int64 {
        guard let text = template.value(name, in: request) else { throw .missingParameter(.path, name: name) }
        guard let value = Int64(text), !text.hasPrefix("+"), range.contains(value) else {
            throw .invalidParameter(.path, name: name, rule: "must be an integer from \(range.lowerBound) to \(range.upperBound)")
        }
        return value
    }

    package var descriptions: [InputDescription] {
        [
            InputDescription(
                place: .parameter(.path), name: name, summary: summary, isRequired: true,
                schema: [
                    "type": "integer", "minimum": .number(JSONNumber(Int(range.lowerBound))),
                    "maximum": .number(JSONNumber(Int(range.upperBound))),
                ],
                example: .number(JSONNumber(example)))
        ]
    }
}

/// An integer in the query with a default.
package struct QueryInteger: Input {
    package let name: String
    package let summary: String
    package let range: ClosedRange<Int>
    package let fallback: Int

    package init(_ name: String, _ summary: String, in range: ClosedRange<Int>, default fallback: Int) {
        self.name = name
        self.summary = summary
        self.range = range
        self.fallback = fallback
    }

    package func read(_ request: IncomingRequest, _ template: PathTemplate) throws(RequestError) -> Int {
        guard let text = request.query[name] else { return fallback }
        guard let value = Int(text), range.contains(value) else {
            throw .invalidParameter(.query, name: name, rule: "must be an integer from \(range.lowerBound) to \(range.upperBound)")
        }
        return value
    }

    package var descriptions: [InputDescription] {
        [
            InputDescription(
                place: .parameter(.query), name: name, summary: summary, isRequired: false,
                schema: [
                    "type": "integer", "minimum": .number(JSONNumber(range.lowerBound)),
                    "maximum": .number(JSONNumber(range.upperBound)), "default": .number(JSONNumber(fallback)),
                ])
        ]
    }
}

/// A text in the query that may be absent.
package struct QueryText: Input {
    package let name: String
    package let summary: String
    package let isRequired: Bool

    package init(_ name: String, _ summary: String, isRequired: Bool = false) {
        self.name = name
        self.summary = summary
        self.isRequired = isRequired
    }

    package func read(_ request: IncomingRequest, _ template: PathTemplate) throws(RequestError) -> String? {
        let value = request.query[name]
        if isRequired, value == nil { throw .missingParameter(.query, name: name) }
        return value
    }

    package var descriptions: [InputDescription] {
        [InputDescription(place: .parameter(.query), name: name, summary: summary, isRequired: isRequired, schema: ["type": "string"])]
    }
}

/// One of a few words in the query, with a default.
package struct QueryChoice: Input {
    package let name: String
    package let summary: String
    package let choices: [String]
    package let fallback: String

    package init(_ name: String, _ summary: String, of choices: [String], default fallback: String) {
        self.name = name
        self.summary = summary
        self.choices = choices
        self.fallback = fallback
    }

    package func read(_ request: IncomingRequest, _ template: PathTemplate) throws(RequestError) -> String {
        guard let text = request.query[name] else { return fallback }
        guard choices.contains(text) else {
            throw .invalidParameter(.query, name: name, rule: "must be one of " + choices.joined(separator: ", "))
        }
        return text
    }

    package var descriptions: [InputDescription] {
        [
            InputDescription(
                place: .parameter(.query), name: name, summary: summary, isRequired: false,
                schema: ["type": "string", "enum": .array(choices.map(JSON.string)), "default": .string(fallback)])
        ]
    }
}

/// A yes or no in the query, with a default: `true` or `false`, `1` or `0`; empty and `null` mean the default.
package struct QueryFlag: Input {
    package let name: String
    package let summary: String
    package let fallback: Bool

    package init(_ name: String, _ summary: String, default fallback: Bool = false) {
        self.name = name
        self.summary = summary
        self.fallback = fallback
    }

    package func read(_ request: IncomingRequest, _ template: PathTemplate) throws(RequestError) -> Bool {
        switch request.query[name] {
        case nil, "", "null": return fallback
        case "true", "1": return true
        case "false", "0": return false
        default: throw .invalidParameter(.query, name: name, rule: "must be true or false")
        }
    }

    package var descriptions: [InputDescription] {
        [
            InputDescription(
                place: .parameter(.query), name: name, summary: summary, isRequired: false,
                schema: ["type": "boolean", "default": .bool(fallback)])
        ]
    }
}

/// The whole query, for dialects whose parameter names are columns. The documented parameters describe it.
package struct WholeQuery: Input {
    package let descriptions: [InputDescription]

    /// `documented`: name and summary of every optional text parameter.
    package init(documented: [(name: String, summary: String)], required: Set<String> = []) {
        descriptions = documented.map {
            InputDescription(
                place: .parameter(.query), name: $0.name, summary: $0.summary, isRequired: required.contains($0.name),
                schema: ["type": "string"])
        }
    }

    package func read(_ request: IncomingRequest, _ template: PathTemplate) throws(RequestError) -> QueryItems { request.query }
}
