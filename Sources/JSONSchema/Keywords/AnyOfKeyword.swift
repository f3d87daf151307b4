import JSONCore

/// `anyOf`: the instance satisfies at least one schema, JSON Schema 2020-12 core, section 10.2.1.2.
final class AnyOfKeyword: Keyword, Constraint {
    static let name = "anyOf"
    static let vocabulary = Vocabulary.applicator
    static let subschemas = SubschemaShape.array

    private let schemas: [SubschemaID]
    private let place: KeywordPlace

    private init(schemas: [SubschemaID], place: KeywordPlace) {
        self.schemas = schemas
        self.place = place
    }

    static func compile(_ source: KeywordSource) throws(SchemaError) -> (any Constraint)? {
        AnyOfKeyword(schemas: try source.subschemaArray(), place: source.place)
    }

    func holds(for instance: JSON, in evaluation: inout Evaluation) -> Bool {
        var holds = false
        var failures: [[Violation]] = []
        for schema in schemas where evaluation.attempt(schema, on: instance, &failures) {
            holds = true
            // Where somebody wants to know what is evaluated, every alternative that holds counts.
            if !evaluation.evaluated.isActive { break }
        }
        if holds { return true }
        return evaluation.fail(alternatives: failures, place, "must satisfy at least one of \(schemas.count) alternatives")
    }

    func applications(in program: Program) -> [Application] {
        schemas.map { Application($0) }
    }
}
