import Endpoints
import JSONCore
import JSONSchema
import Records

/// What a body says about a schema definition: each member under its place in the definition record.
struct DefinitionBody: Sendable {
    private var values: [(field: DefinitionField, value: JSON)] = []

    /// Reads a body that has the endpoint's structure. Two spellings of one member have to agree.
    init(_ body: JSON) throws(RequestError) {
        for field in DefinitionField.all {
            let value = body[field.name]
            let oldValue = field.oldName.flatMap { body[$0] }
            if let value, let oldValue, value != oldValue { throw .invalidBody([.otherSpelling(of: field)]) }
            if let value = value ?? oldValue { values.append((field, value)) }
        }
    }

    private func value(of field: DefinitionField) -> JSON? { values.first { $0.field.place == field.place }?.value }

    /// The names that the definition is to go by.
    var names: [String] { [DefinitionField.name, .pluralName].compactMap { value(of: $0)?.asString } }

    /// A new definition. Without a plural name it goes by its name alone.
    func draft() throws(RequestError) -> Records.Draft {
        guard value(of: .externalIDField) != nil else {
            throw .invalidBody([.noExternalIDField])
        }
        var steps = values.map { Edit.Step.set($0.field.place, $0.value) }
        if let name = value(of: .name) {
            // What other APIs show to people.
            steps.append(.set(JSONPointer(["name"]), name))
            if value(of: .pluralName) == nil { steps.append(.set(DefinitionField.pluralName.place, name)) }
        }
        return Records.Draft(type: .definition, edit: Edit(steps))
    }

    /// A change of `definition`. The names may be repeated and cannot change.
    func edit(of definition: Record) throws(RequestError) -> Edit {
        let fixed = values.filter { $0.field.isFixed && $0.value != definition.fields.value(at: $0.field.place) }
        guard fixed.isEmpty else { throw .invalidBody(fixed.map { .fixedName($0.field) }) }
        return Edit(values.filter { !$0.field.isFixed }.map { .set($0.field.place, $0.value) })
    }
}

extension Violation {
    /// Neither spelling of the member is there. The vendor lists it without a mark; without it no resource has a name.
    fileprivate static let noExternalIDField = Violation(
        instance: .root, keyword: "required", schema: .root, limit: .string(DefinitionField.externalIDField.name), message: "is required")

    /// A member and its older spelling say different things.
    fileprivate static func otherSpelling(of field: DefinitionField) -> Violation {
        Violation(
            instance: JSONPointer([field.name]), keyword: "const", schema: .root, limit: nil,
            message: "must equal " + (field.oldName ?? field.name) + ", its older spelling")
    }

    /// A name that a change would alter.
    fileprivate static func fixedName(_ field: DefinitionField) -> Violation {
        Violation(
            instance: JSONPointer([field.name]), keyword: "const", schema: .root, limit: nil,
            message: "cannot change once the definition is made")
    }
}
