import Endpoints
import JSONCore
import JSONSchema
import Records

extension ResourceSchema {
    /// The fields that a body `{"data": {…}}` wants written, in its order.
    ///
    /// Fields that the schema does not define, and members beside `data`, are dropped when they are to be ignored and refused with
    /// ``RequestError/invalidBody(_:)`` otherwise.
    func changes(in body: JSON, ignoringUnknownFields: Bool) throws(RequestError) -> JSONObject {
        // The endpoint's schema has seen to it that both are objects.
        let data = body["data"]?.asObject ?? [:]
        var unknown: [Violation] = []
        for (name, _) in body.asObject ?? [:] where !name.hasSameBytes(as: "data") { unknown.append(.unknownField([], name)) }
        for (name, _) in data where !knows(name) { unknown.append(.unknownField(["data"], name)) }
        guard !unknown.isEmpty else { return data }
        guard ignoringUnknownFields else { throw .invalidBody(unknown) }
        return JSONObject(uniqueMembers: data.filter { knows($0.key) })
    }

    /// Holds a body to the members that the vendor's page documents, where it came in under the path of any schema and turns out to be a
    /// customer's; refuses with ``RequestError/invalidBody(_:)``.
    func checkStructure(of body: JSON) throws(RequestError) {
        guard isCustomers else { return }
        let violations = Self.customerChange.validate(body)
        guard violations.isEmpty else { throw .invalidBody(violations) }
    }

    private static let customerChange = Schema.declared(ResourceDocuments.customerChange)

    /// The external id that `data` states: its key as text. Nil when there is none or it is nothing that can name a resource.
    func key(in data: JSONObject) -> String? {
        switch externalIDField.flatMap({ data[$0] }) {
        case .string(let text): text.isEmpty ? nil : text
        case .number(let number): number.intValue.map(String.init)
        case .null, .bool, .array, .object, nil: nil
        }
    }

    /// What is wrong with `data` whatever the record holds.
    ///
    /// Customers of the default schema keep their required fields; a `createdAt` is a moment. `required` are the members that have to be
    /// there; null is as good as absent.
    func violations(in data: JSONObject, required: [String] = []) -> [Violation] {
        guard isCustomers else { return [] }
        var violations: [Violation] = []
        if definition == nil {
            for name in DefaultCustomers.required where data[name]?.isNull ?? required.contains(name) { violations.append(.required(name)) }
        }
        for field in CustomerField.all where field.place == .moment {
            // The declared pattern cannot know how many days a month has.
            if let text = data[field.name]?.asString, Timestamp(text) == nil { violations.append(.notAMoment(field.name)) }
        }
        return violations
    }

    /// What is wrong with `data` as a change of the resource `externalID`: the key cannot change, since references name it.
    func violations(in data: JSONObject, of externalID: String) -> [Violation] {
        var violations = violations(in: data)
        if let field = externalIDField, let value = data[field] {
            if value.isNull {
                if !violations.contains(.required(field)) { violations.append(.required(field)) }
            } else if key(in: data)?.hasSameBytes(as: externalID) != true {
                violations.append(.fixedKey(field))
            }
        }
        return violations
    }

    /// What writing `data` does to a record: each member replaces what is stored under its name, null deletes it.
    func steps(writing data: JSONObject) -> [Edit.Step] {
        data.compactMap { name, value in
            guard isCustomers else { return Self.step(["data", name], value) }
            // The key is the contact's external id and never changes.
            if isKey(name) { return nil }
            if let field = CustomerField.named(name) { return field.step(writing: value) }
            return Self.step(["custom", name], value)
        }
    }

    private static func step(_ place: [String], _ value: JSON) -> Edit.Step {
        value.isNull ? .remove(JSONPointer(place)) : .set(JSONPointer(place), value)
    }
}

extension Violation {
    /// A member of the object at `place` that the schema does not define.
    static func unknownField(_ place: [String], _ name: String) -> Violation {
        Violation(
            instance: JSONPointer(place), keyword: "additionalProperties", schema: .root, limit: .string(name),
            message: "is not in the schema; ignoreUnknownFields=true drops such fields")
    }

    /// A member of `data` that has to be there, and that null would take away.
    static func required(_ name: String) -> Violation {
        Violation(
            instance: JSONPointer(["data"]), keyword: "required", schema: JSONPointer(["required"]), limit: .string(name),
            message: "is required and cannot be deleted")
    }

    /// The member of `data` that is the external id, written with another value.
    static func fixedKey(_ name: String) -> Violation {
        Violation(
            instance: JSONPointer(["data", name]), keyword: "const", schema: .root, limit: nil,
            message: "must equal the external id in the path: the key of a resource cannot change")
    }

    /// A member of `data` that is no possible moment.
    static func notAMoment(_ name: String) -> Violation {
        Violation(
            instance: JSONPointer(["data", name]), keyword: "format", schema: JSONPointer(["properties", name, "format"]),
            limit: "date-time", message: "must be an RFC 3339 date-time")
    }
}
