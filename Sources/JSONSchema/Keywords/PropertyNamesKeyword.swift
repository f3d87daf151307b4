import JSONCore

/// `propertyNames`: every member's name, as a string, satisfies the schema, JSON Schema 2020-12 core, section 10.3.2.4.
final class PropertyNamesKeyword: Keyword, Constraint {
    static let name = "propertyNames"
    static let vocabulary = Vocabulary.applicator
    static let subschemas = SubschemaShape.schema

    private let schema: SubschemaID
    private let place: KeywordPlace

    private init(schema: SubschemaID, place: KeywordPlace) {
        self.schema = schema
        self.place = place
    }

    static func compile(_ source: KeywordSource) throws(SchemaError) -> (any Constraint)? {
        PropertyNamesKeyword(schema: try source.subschema(), place: source.place)
    }

    func holds(for instance: JSON, in evaluation: inout Evaluation) -> Bool {
        guard case .object(let object) = instance else { return true }
        var holds = true
        for (name, _) in object where !evaluation.testApart(schema, on: .string(name)) {
            holds = evaluation.fail(place, limit: .string(name), "must have only members whose names the schema allows")
            if evaluation.stopsAtFailure { break }
        }
        return holds
    }

    func applications(in program: Program) -> [Application] {
        [Application(schema, to: .anyMember)]
    }
}
