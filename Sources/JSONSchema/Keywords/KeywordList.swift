/// Every keyword, in the order in which a schema's demands are judged and its violations are listed.
///
/// First the assertions in the order of JSON Schema 2020-12 validation, sections 6 to 8, which look at the instance itself; then what the
/// core specification applies to it and to its parts, in the order of its sections 8, 10 and 11; last what is only checked for its form.
/// The order within a schema does not count, so the same instance has the same violations on every run.
let keywords: [any Keyword.Type] = [
    // Validation, section 6
    TypeKeyword.self, EnumKeyword.self, ConstKeyword.self,
    MultipleOfKeyword.self, MaximumKeyword.self, ExclusiveMaximumKeyword.self, MinimumKeyword.self, ExclusiveMinimumKeyword.self,
    MaxLengthKeyword.self, MinLengthKeyword.self, PatternKeyword.self,
    MaxItemsKeyword.self, MinItemsKeyword.self, UniqueItemsKeyword.self, MaxContainsKeyword.self, MinContainsKeyword.self,
    MaxPropertiesKeyword.self, MinPropertiesKeyword.self, RequiredKeyword.self, DependentRequiredKeyword.self,
    // Validation, section 7
    FormatKeyword.self,
    // Core, section 8
    RefKeyword.self, DynamicRefKeyword.self,
    // Core, section 10.2
    AllOfKeyword.self, AnyOfKeyword.self, OneOfKeyword.self, NotKeyword.self,
    IfKeyword.self, ThenKeyword.self, ElseKeyword.self, DependentSchemasKeyword.self, DependenciesKeyword.self,
    // Core, section 10.3
    PrefixItemsKeyword.self, ItemsKeyword.self, AdditionalItemsKeyword.self, ContainsKeyword.self,
    PropertiesKeyword.self, PatternPropertiesKeyword.self, AdditionalPropertiesKeyword.self, PropertyNamesKeyword.self,
    // Core, section 11
    UnevaluatedItemsKeyword.self, UnevaluatedPropertiesKeyword.self,
    // Form only: core, section 8; validation, sections 8 and 9
    SchemaKeyword.self, VocabularyKeyword.self, IDKeyword.self, AnchorKeyword.self, DynamicAnchorKeyword.self,
    DefsKeyword.self, DefinitionsKeyword.self, CommentKeyword.self,
    ContentEncodingKeyword.self, ContentMediaTypeKeyword.self, ContentSchemaKeyword.self,
    TitleKeyword.self, DescriptionKeyword.self, DeprecatedKeyword.self, ReadOnlyKeyword.self, WriteOnlyKeyword.self,
    ExamplesKeyword.self,
]

/// The keywords by name, with their position in ``keywords``.
let keywordPositions: [String: Int] = Dictionary(
    keywords.enumerated().map { ($0.element.name, $0.offset) }, uniquingKeysWith: { first, _ in first })
