import JSONCore

/// `dependentSchemas`: an object that has a member satisfies the schema for it, JSON Schema 2020-12 core, section 10.2.2.4.
final class DependentSchemasKeyword: Keyword, Constraint {
    static let name = "dependentSchemas"
    static let vocabulary = Vocabulary.applicator
    static let drafts: Set<Draft> = [.draft202012]
    static let subschemas = SubschemaShape.map

    private let dependencies: [(name: String, schema: SubschemaID)]

    init(dependencies: [(name: String, schema: SubschemaID)]) {
        self.dependencies = dependencies
    }

    static func compile(_ source: KeywordSource) throws(SchemaError) -> (any Constraint)? {
        DependentSchemasKeyword(dependencies: try source.subschemaMap())
    }

    func holds(for instance: JSON, in evaluation: inout Evaluation) -> Bool {
        guard case .object(let object) = instance else { return true }
        guard evaluation.spend(dependencies.count) else { return false }
        var holds = true
        for (name, schema) in dependencies where object.contains(name) && !evaluation.apply(schema, to: instance) {
            holds = false
            if evaluation.stopsAtFailure { break }
        }
        return holds
    }

    func applications(in program: Program) -> [Application] {
        dependencies.map { Application($0.schema) }
    }
}
