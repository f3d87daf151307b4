import JSONCore
import JSONSchema

/// A JSON text as a schema: compiled or refused for a place in it, the same each time, and in agreement with the draft's metaschema.
enum SchemaCompileTarget: FuzzTarget {
    static let name = "schema-compile"
    static let jsonTexts = 1

    private static let instances: [JSON] = [
        .null, true, 0, -1.5, "", "2026-11-21", [], [1, 1, "a", .null], [:], ["a": 1, "b": ["c": []], "": .null],
    ]

    static func run(_ input: UnsafeRawBufferPointer) {
        guard let document = try? JSON.parse(input) else { return }
        for draft in Draft.allCases { check(document, draft) }
    }

    private static func check(_ document: JSON, _ draft: Draft) {
        for assertsFormat in [false, true] {
            let options = SchemaOptions(defaultDraft: draft, assertsFormat: assertsFormat)
            let outcome = compiled(document, options)
            switch outcome {
            case .success(let schema):
                let again = compiled(document, options)
                for instance in instances + [document] {
                    Verdicts.check(schema, on: instance)
                    require((try? again.get())?.isValid(instance) == schema.isValid(instance), "the same schema has the same verdict")
                }
            case .failure(let error):
                guard case .failure(error) = compiled(document, options) else { return require(false, "the same refusal each time") }
                require(!error.description.isEmpty && !error.rule.isEmpty, "a refusal names the rule")
                if error.document == nil {
                    require(document.value(at: error.pointer) != nil, "a refusal names a place of the schema: \(error)")
                }
            }
            Metaschema.check(document, outcome, draft)
        }
    }

    private static func compiled(_ document: JSON, _ options: SchemaOptions) -> Result<Schema, SchemaError> {
        Result { () throws(SchemaError) in try Schema.compile(document, options: options) }
    }
}
