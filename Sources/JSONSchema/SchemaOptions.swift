package import JSONCore

/// What a schema is compiled with, beside its own document.
package struct SchemaOptions: Sendable {
    /// The draft of a schema without `$schema`; 2020-12 unless stated.
    package var defaultDraft: Draft

    /// The URI the document is known by, against which its references resolve; an `$id` at its root takes precedence.
    package var baseURI: String

    /// The other documents that references may name, by absolute URI without fragment. Nothing else is ever read, neither network nor file;
    /// the metaschemas of both drafts are always known.
    package var registry: [String: JSON]

    /// Whether `format` is judged. JSON Schema 2020-12, section 7 makes it an annotation unless asked.
    package var assertsFormat: Bool

    /// The meaning of references that are not URIs of schemas, such as `reach:schemas/customers`: given the text of a `$ref`, what its
    /// instances look like, or nil to resolve it as the specification says. Accepted ones are listed in ``Schema/externalReferences``.
    package var externalReference: (@Sendable (String) -> ExternalReference?)?

    /// The bounds the schema and its validations must keep.
    package var limits: SchemaLimits

    /// Makes options; each has the specification's default.
    package init(
        defaultDraft: Draft = .draft202012,
        baseURI: String = "",
        registry: [String: JSON] = [:],
        assertsFormat: Bool = false,
        limits: SchemaLimits = .standard,
        externalReference: (@Sendable (String) -> ExternalReference?)? = nil
    ) {
        self.defaultDraft = defaultDraft
        self.baseURI = baseURI
        self.registry = registry
        self.assertsFormat = assertsFormat
        self.externalReference = externalReference
        self.limits = limits
    }
}

/// The bounds of schemas and validations; the size of the schema's text is the caller's to bound.
package struct SchemaLimits: Sendable, Hashable {
    /// The most subschemas a schema may consist of, those it references included and the metaschemas not.
    package var maximumSubschemas: Int

    /// The most schemas within schemas.
    package var maximumSchemaDepth: Int

    /// The most UTF-8 bytes of the URI that an `$id` gives a schema. RFC 9110, section 4.1 recommends 8,000 as what all should support.
    package var maximumURILength: Int

    /// The most UTF-8 bytes of a regular expression.
    package var maximumPatternLength: Int

    /// The most steps one validation may take, before the allowance for the instance's size.
    package var maximumSteps: Int

    /// The most subschemas that may be under way inside one another during a validation; each takes stack.
    package var maximumEvaluationDepth: Int

    /// The most violations that ``Schema/validate(_:)`` lists.
    package var maximumViolations: Int

    /// Makes limits that differ from ``standard`` where stated.
    package init(
        maximumSubschemas: Int = 2_000,
        maximumSchemaDepth: Int = 128,
        maximumURILength: Int = 8_000,
        maximumPatternLength: Int = 1_024,
        maximumSteps: Int = 1_000_000,
        maximumEvaluationDepth: Int = 1_024,
        maximumViolations: Int = 100
    ) {
        self.maximumSubschemas = maximumSubschemas
        self.maximumSchemaDepth = maximumSchemaDepth
        self.maximumURILength = maximumURILength
        self.maximumPatternLength = maximumPatternLength
        self.maximumSteps = maximumSteps
        self.maximumEvaluationDepth = maximumEvaluationDepth
        self.maximumViolations = maximumViolations
    }

    /// 2,000 subschemas, 128 levels, URIs of 8,000 bytes, patterns of 1 KiB; 1 M steps, 1,024 nested evaluations and 100 violations per validation.
    package static let standard = SchemaLimits()
}
