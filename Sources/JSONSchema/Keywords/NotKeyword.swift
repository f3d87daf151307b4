import JSONCore

/// `not`: the instance does not satisfy the schema, JSON Schema 2020-12 core, section 10.2.1.4.
final class NotKeyword: Keyword, Constraint {
    static let name = "not"
    static let vocabulary = Vocabulary.applicator
    static let subschemas = SubschemaShape.schema

    private let schema: SubschemaID
    private let place: KeywordPlace

    private init(schema: SubschemaID, place: KeywordPlace) {
        self.schema = schema
        self.place = place
    }

    static func compile(_ source: KeywordSource) throws(SchemaError) -> (any Constraint)? {
        NotKeyword(schema: try source.subschema(), place: source.place)
    }

    func holds(for instance: JSON, in evaluation: inout Evaluation) -> Bool {
        // What it evaluates never counts: either it fails, or the whole does.
        !evaluation.testApart(schema, on: instance) || evaluation.fail(place, limit: nil, "must not satisfy the schema that is excluded")
    }

    func applications(in program: Program) -> [Application] {
        [Application(schema)]
    }
}
