import JSONCore

/// `unevaluatedProperties`: every member that nothing else in the schema has evaluated satisfies the schema, JSON Schema 2020-12 core,
/// section 11.3.
final class UnevaluatedPropertiesKeyword: Keyword, Constraint {
    static let name = "unevaluatedProperties"
    static let vocabulary = Vocabulary.unevaluated
    static let drafts: Set<Draft> = [.draft202012]
    static let subschemas = SubschemaShape.schema

    /// The schema; nil for `false`, whose violations name the member.
    private let schema: SubschemaID?
    private let place: KeywordPlace

    private init(schema: SubschemaID?, place: KeywordPlace) {
        self.schema = schema
        self.place = place
    }

    static func compile(_ source: KeywordSource) throws(SchemaError) -> (any Constraint)? {
        let schema = source.value == false ? nil : try source.subschema()
        return UnevaluatedPropertiesKeyword(schema: schema, place: source.place)
    }

    func holds(for instance: JSON, in evaluation: inout Evaluation) -> Bool {
        guard case .object(let object) = instance else { return true }
        if evaluation.evaluated.isUncertain { return false }
        guard evaluation.spend(object.count) else { return false }
        var holds = true
        for position in object.indices where !evaluation.evaluated.contains(position) {
            let (name, value) = object.members[position]
            evaluation.evaluated.mark(position)
            if let schema {
                if evaluation.apply(schema, to: value, ofMember: name) { continue }
                holds = false
            } else {
                holds = evaluation.fail(place, limit: .string(name), "must have no members but those that the schema names")
            }
            if evaluation.stopsAtFailure { break }
        }
        return holds
    }

    func applications(in program: Program) -> [Application] {
        schema.map { [Application($0, to: .anyMember)] } ?? []
    }
}
