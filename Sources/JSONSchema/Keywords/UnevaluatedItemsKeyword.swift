import JSONCore

/// `unevaluatedItems`: every element that nothing else in the schema has evaluated satisfies the schema, JSON Schema 2020-12 core,
/// section 11.2.
final class UnevaluatedItemsKeyword: Keyword, Constraint {
    static let name = "unevaluatedItems"
    static let vocabulary = Vocabulary.unevaluated
    static let drafts: Set<Draft> = [.draft202012]
    static let subschemas = SubschemaShape.schema

    /// The schema; nil for `false`.
    private let schema: SubschemaID?
    private let place: KeywordPlace

    private init(schema: SubschemaID?, place: KeywordPlace) {
        self.schema = schema
        self.place = place
    }

    static func compile(_ source: KeywordSource) throws(SchemaError) -> (any Constraint)? {
        let schema = source.value == false ? nil : try source.subschema()
        return UnevaluatedItemsKeyword(schema: schema, place: source.place)
    }

    func holds(for instance: JSON, in evaluation: inout Evaluation) -> Bool {
        guard case .array(let elements) = instance else { return true }
        if evaluation.evaluated.isUncertain { return false }
        guard evaluation.spend(elements.count) else { return false }
        var holds = true
        for position in elements.indices where !evaluation.evaluated.contains(position) {
            evaluation.evaluated.mark(position)
            if let schema {
                if evaluation.apply(schema, to: elements[position], atPosition: position) { continue }
                holds = false
            } else {
                holds = evaluation.fail(place, limit: nil, "must have no elements but those that the schema describes")
            }
            if evaluation.stopsAtFailure { break }
        }
        return holds
    }

    func applications(in program: Program) -> [Application] {
        schema.map { [Application($0, to: .anyElement)] } ?? []
    }
}
