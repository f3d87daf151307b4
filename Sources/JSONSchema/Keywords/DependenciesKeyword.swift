import JSONCore

/// `dependencies`: an object that has a member has others too, or satisfies a schema, JSON Schema draft-07 validation, section 6.5.7.
///
/// 2020-12 has split it in two but reserves the old meaning, which is what a schema that uses it there means.
final class DependenciesKeyword: Keyword, Constraint {
    static let name = "dependencies"
    static let vocabulary = Vocabulary.applicator
    static let subschemas = SubschemaShape.map

    private let required: DependentRequiredKeyword
    private let schemas: DependentSchemasKeyword

    private init(required: DependentRequiredKeyword, schemas: DependentSchemasKeyword) {
        self.required = required
        self.schemas = schemas
    }

    static func compile(_ source: KeywordSource) throws(SchemaError) -> (any Constraint)? {
        var required: [(name: String, required: [String])] = []
        var schemas: [(name: String, schema: SubschemaID)] = []
        for (name, dependency) in try source.object("must be an object whose members are schemas or arrays of strings") {
            if case .array = dependency {
                required.append((name, try source.names(at: [name], of: dependency)))
            } else {
                schemas.append((name, try source.subschema(dependency, at: name)))
            }
        }
        return DependenciesKeyword(
            required: DependentRequiredKeyword(dependencies: required, place: source.place),
            schemas: DependentSchemasKeyword(dependencies: schemas))
    }

    func holds(for instance: JSON, in evaluation: inout Evaluation) -> Bool {
        let hasRequired = required.holds(for: instance, in: &evaluation)
        if !hasRequired && evaluation.stopsAtFailure { return false }
        return schemas.holds(for: instance, in: &evaluation) && hasRequired
    }

    func applications(in program: Program) -> [Application] {
        schemas.applications(in: program)
    }
}
