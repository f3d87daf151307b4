import JSONCore

/// `prefixItems`: each of the first elements satisfies the schema for its position, JSON Schema 2020-12 core, section 10.3.1.1.
final class PrefixItemsKeyword: Keyword, Constraint {
    static let name = "prefixItems"
    static let vocabulary = Vocabulary.applicator
    static let drafts: Set<Draft> = [.draft202012]
    static let subschemas = SubschemaShape.array

    private let schemas: [SubschemaID]

    init(schemas: [SubschemaID]) {
        self.schemas = schemas
    }

    static func compile(_ source: KeywordSource) throws(SchemaError) -> (any Constraint)? {
        PrefixItemsKeyword(schemas: try source.subschemaArray())
    }

    func holds(for instance: JSON, in evaluation: inout Evaluation) -> Bool {
        guard case .array(let elements) = instance else { return true }
        let count = min(elements.count, schemas.count)
        evaluation.evaluated.mark(first: count)
        var holds = true
        for position in 0..<count where !evaluation.apply(schemas[position], to: elements[position], atPosition: position) {
            holds = false
            if evaluation.stopsAtFailure { break }
        }
        return holds
    }

    func applications(in program: Program) -> [Application] {
        schemas.enumerated().map { Application($0.element, to: .element($0.offset)) }
    }
}
