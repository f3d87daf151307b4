import JSONCore

/// `items`: every element after those of `prefixItems` satisfies the schema, JSON Schema 2020-12 core, section 10.3.1.2.
///
/// In draft-07 an array of schemas is what `prefixItems` is now, and `additionalItems` applies to the rest (section 6.4).
final class ItemsKeyword: Keyword, Constraint {
    static let name = "items"
    static let vocabulary = Vocabulary.applicator
    static let subschemas = SubschemaShape.schemaOrArray

    private let schema: SubschemaID
    /// The position of the first element it applies to.
    private let start: Int

    init(schema: SubschemaID, start: Int) {
        self.schema = schema
        self.start = start
    }

    static func compile(_ source: KeywordSource) throws(SchemaError) -> (any Constraint)? {
        if source.rules.draft == .draft07, case .array = source.value {
            return PrefixItemsKeyword(schemas: try source.subschemaArray())
        }
        var start = 0
        if source.rules.draft == .draft202012, case .array(let prefix) = source.siblings[PrefixItemsKeyword.name] { start = prefix.count }
        return ItemsKeyword(schema: try source.subschema(), start: start)
    }

    func holds(for instance: JSON, in evaluation: inout Evaluation) -> Bool {
        guard case .array(let elements) = instance, elements.count > start else { return true }
        evaluation.evaluated.mark(first: elements.count)
        var holds = true
        for position in start..<elements.count where !evaluation.apply(schema, to: elements[position], atPosition: position) {
            holds = false
            if evaluation.stopsAtFailure { break }
        }
        return holds
    }

    func applications(in program: Program) -> [Application] {
        [Application(schema, to: .anyElement)]
    }
}
