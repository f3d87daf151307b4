import JSONCore

/// `$ref`: the instance satisfies the schema that the URI names, JSON Schema 2020-12 core, section 8.2.3.1.
///
/// Resolved when the schema is compiled. A text that ``SchemaOptions/externalReference`` knows stands for the schema given there.
final class RefKeyword: Keyword, Constraint {
    static let name = "$ref"
    static let vocabulary = Vocabulary.core

    private let target: SubschemaID

    init(target: SubschemaID) {
        self.target = target
    }

    static func compile(_ source: KeywordSource) throws(SchemaError) -> (any Constraint)? {
        let reference = try source.string()
        if let external = try source.compiler.externalReference(reference, at: source) { return RefKeyword(target: external) }
        return RefKeyword(target: try source.compiler.resolve(reference, for: source).subschema)
    }

    func holds(for instance: JSON, in evaluation: inout Evaluation) -> Bool {
        evaluation.apply(target, to: instance)
    }

    func applications(in program: Program) -> [Application] {
        [Application(target)]
    }
}
