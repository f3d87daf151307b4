import JSONCore
import JSONSchema

/// Compiling a schema held against validating it by its draft's metaschema.
enum Metaschema {
    private static let schemas: [Draft: Schema] = Dictionary(
        uniqueKeysWithValues: Draft.allCases.compactMap { draft in
            let reference: JSON = ["$ref": .string(draft.metaschemaURI)]
            return (try? Schema.compile(reference)).map { (draft, $0) }
        })

    /// Checks that what compiles is valid by the metaschema, and what is refused as malformed is not.
    static func check(_ document: JSON, _ outcome: Result<Schema, SchemaError>, _ draft: Draft) {
        // A schema may choose its rules, for parts too, and a reference may lead to what the metaschema does not take for a schema.
        guard !document.mentions("$schema"), !document.mentions("$ref"), !document.mentions("$dynamicRef") else { return }
        guard let metaschema = schemas[draft] else { return require(false, "the metaschemas are schemas") }
        let violations = metaschema.validate(document)
        switch outcome {
        case .success:
            require(violations.isEmpty, "what compiles is valid by its metaschema: \(draft), \(violations.first?.description ?? "")")
        case .failure(let error):
            guard error.kind == .malformed, !isBeyondMetaschemas(error) else { return }
            require(!violations.isEmpty, "what is malformed is not valid by its metaschema: \(draft), \(error)")
        }
    }

    /// Whether the rule is that two schemas must not have the same name, or one of the keyword that is Kith's own.
    private static func isBeyondMetaschemas(_ error: SchemaError) -> Bool {
        error.rule.contains("no other schema") || error.keyword == "x-length-unit"
    }
}

extension JSON {
    /// Whether any object in the value has a member of this name.
    fileprivate func mentions(_ name: String) -> Bool {
        switch self {
        case .array(let elements): elements.contains { $0.mentions(name) }
        case .object(let object): object.contains(name) || object.contains { $0.value.mentions(name) }
        default: false
        }
    }
}
