import JSONCore

/// `allOf`: the instance satisfies every schema, JSON Schema 2020-12 core, section 10.2.1.1.
final class AllOfKeyword: Keyword, Constraint {
    static let name = "allOf"
    static let vocabulary = Vocabulary.applicator
    static let subschemas = SubschemaShape.array

    private let schemas: [SubschemaID]

    private init(schemas: [SubschemaID]) {
        self.schemas = schemas
    }

    static func compile(_ source: KeywordSource) throws(SchemaError) -> (any Constraint)? {
        AllOfKeyword(schemas: try source.subschemaArray())
    }

    func holds(for instance: JSON, in evaluation: inout Evaluation) -> Bool {
        var holds = true
        for schema in schemas where !evaluation.apply(schema, to: instance) {
            holds = false
            if evaluation.stopsAtFailure { break }
        }
        return holds
    }

    func applications(in program: Program) -> [Application] {
        schemas.map { Application($0) }
    }
}
