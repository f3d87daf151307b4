import JSONCore

/// `oneOf`: the instance satisfies exactly one schema, JSON Schema 2020-12 core, section 10.2.1.3.
final class OneOfKeyword: Keyword, Constraint {
    static let name = "oneOf"
    static let vocabulary = Vocabulary.applicator
    static let subschemas = SubschemaShape.array

    private let schemas: [SubschemaID]
    private let place: KeywordPlace

    private init(schemas: [SubschemaID], place: KeywordPlace) {
        self.schemas = schemas
        self.place = place
    }

    static func compile(_ source: KeywordSource) throws(SchemaError) -> (any Constraint)? {
        OneOfKeyword(schemas: try source.subschemaArray(), place: source.place)
    }

    func holds(for instance: JSON, in evaluation: inout Evaluation) -> Bool {
        var count = 0
        var failures: [[Violation]] = []
        for schema in schemas where evaluation.attempt(schema, on: instance, &failures) {
            count += 1
            if count > 1 { break }
        }
        switch count {
        case 1:
            return true
        case 0:
            return evaluation.fail(alternatives: failures, place, "must satisfy exactly one of \(schemas.count) alternatives")
        default:
            return evaluation.fail(place, limit: nil, "must satisfy only one of \(schemas.count) alternatives")
        }
    }

    func applications(in program: Program) -> [Application] {
        schemas.map { Application($0) }
    }
}
