import Endpoints
import JSONCore
import Records

extension ResourceSchema {
    /// The condition that the field equals `text`, read as the type that the schema gives the field.
    ///
    /// Refuses a field that the schema does not define with ``RequestError/unknownParameter(name:)``, and text that is no value of the
    /// field's type with ``RequestError/invalidParameter(_:name:rule:)``.
    func filter(_ field: String, equals text: String) throws(RequestError) -> Filter {
        guard knows(field) else { throw .unknownParameter(name: "filter[\(field)]") }
        if isKey(field) { return .compare(.externalID, .equal, .text(text)) }
        guard isCustomers else { return try typed(field, equals: text, at: ["data", field]) }
        guard let known = CustomerField.named(field) else { return try typed(field, equals: text, at: ["custom", field]) }
        switch known.place {
        case .field: return try typed(field, equals: text, at: [known.field])
        case .firstName, .lastName: return Self.namePart(known, equals: text)
        case .first: return .compare(.field(JSONPointer([known.field, "0"])), .equal, .text(text))
        case .moment:
            guard let moment = Timestamp(text) else {
                throw .invalidParameter(.query, name: "filter[\(field)]", rule: "must be an RFC 3339 date-time")
            }
            return .compare(.field(JSONPointer([known.field])), .equal, .timestamp(moment))
        }
    }

    /// The condition on a field of the schema's own, by the `type` that its subschema states.
    private func typed(_ field: String, equals text: String, at place: [String]) throws(RequestError) -> Filter {
        let operand = Operand.field(JSONPointer(place))
        let types = Self.types(of: fields.subschema(of: field))
        var choices: [Filter] = []
        if types.contains("boolean"), let value = Self.truth(text) { choices.append(.isBool(operand, value)) }
        if types.contains("number") || types.contains("integer"), let number = JSONNumber(text: text) {
            choices.append(.compare(operand, .equal, .number(number)))
        }
        if types.contains("string") || choices.isEmpty && types.isEmpty { choices.append(.compare(operand, .equal, .text(text))) }
        guard let first = choices.first else {
            throw .invalidParameter(.query, name: "filter[\(field)]", rule: "must be of type " + types.joined(separator: " or "))
        }
        return choices.count > 1 ? .any(choices) : first
    }

    /// The names in a subschema's `type`; none where it leaves the type open, as a reference does.
    private static func types(of schema: JSON?) -> [String] {
        switch schema?["type"] {
        case .string(let name): [name]
        case .array(let names): names.compactMap(\.asString)
        case .null, .bool, .number, .object, nil: []
        }
    }

    private static func truth(_ text: String) -> Bool? {
        switch text {
        case "true": true
        case "false": false
        default: nil
        }
    }

    /// A part of a name equals `text`: the stored part or, where a contact has none, the part that its `name` shows (``ContactName``).
    private static func namePart(_ field: CustomerField, equals text: String) -> Filter {
        let name = Operand.field(JSONPointer(["name"]))
        let literal = Filter.literal(text)
        let hasSpace = text.utf8.contains(UInt8(ascii: " "))
        var split: [Filter] = []
        if field.place == .firstName {
            split.append(
                .all([
                    .like(name, pattern: literal + " %", ignoringCase: false),
                    .not(.like(name, pattern: literal + " % %", ignoringCase: false)),
                ]))
            if !hasSpace { split.append(.compare(name, .equal, .text(text))) }
        } else if !hasSpace {
            split.append(.like(name, pattern: "% " + literal, ignoringCase: false))
        }
        let stored = Filter.compare(.field(JSONPointer([field.field])), .equal, .text(text))
        guard !split.isEmpty else { return stored }
        let partsMissing = CustomerField.all.filter { $0.place == .firstName || $0.place == .lastName }
            .map { Filter.isMissing(.field(JSONPointer([$0.field]))) }
        return .any([stored, .all(partsMissing + [.any(split)])])
    }
}

extension Filter {
    /// A pattern of ``like(_:pattern:ignoringCase:)`` that only `text` itself matches.
    static func literal(_ text: String) -> String {
        var pattern = ""
        for scalar in text.unicodeScalars {
            if scalar == "%" || scalar == "_" || scalar == "\\" { pattern.append("\\") }
            pattern.unicodeScalars.append(scalar)
        }
        return pattern
    }
}
