import JSONCore

/// `additionalItems`: every element after those of an array of `items` satisfies the schema, JSON Schema draft-07 validation,
/// section 6.4.2.
///
/// Without an array of `items` it has no effect.
enum AdditionalItemsKeyword: Keyword {
    static let name = "additionalItems"
    static let vocabulary = Vocabulary.applicator
    static let drafts: Set<Draft> = [.draft07]
    static let subschemas = SubschemaShape.schema

    static func compile(_ source: KeywordSource) throws(SchemaError) -> (any Constraint)? {
        let schema = try source.subschema()
        guard case .array(let items) = source.siblings[ItemsKeyword.name] else { return nil }
        return ItemsKeyword(schema: schema, start: items.count)
    }
}
