/// A released version of JSON Schema that schemas may be written in.
package enum Draft: Sendable, Hashable, CaseIterable {
    /// Draft 2020-12, <https://json-schema.org/draft/2020-12/json-schema-core>.
    case draft202012
    /// Draft-07, <https://json-schema.org/draft-07/json-schema-core>.
    case draft07

    /// The URI of the draft's metaschema, as `$schema` names it, without an empty fragment.
    package var metaschemaURI: String {
        switch self {
        case .draft202012: "https://json-schema.org/draft/2020-12/schema"
        case .draft07: "http://json-schema.org/draft-07/schema"
        }
    }
}

/// A named set of keywords that a metaschema may switch on, JSON Schema 2020-12 core, section 8.1.2.
enum Vocabulary: String, Sendable, Hashable, CaseIterable {
    case core
    case applicator
    case unevaluated
    case validation
    case formatAnnotation = "format-annotation"
    case formatAssertion = "format-assertion"
    case content
    case metaData = "meta-data"

    /// The vocabulary with this URI; nil for one that is not known here.
    init?(uri: String) {
        let prefix = "https://json-schema.org/draft/2020-12/vocab/"
        guard uri.hasPrefix(prefix) else { return nil }
        self.init(rawValue: String(uri.dropFirst(prefix.count)))
    }
}

/// The rules a schema resource is read by: its draft and, for 2020-12, the vocabularies its metaschema names.
struct SchemaRules: Sendable, Hashable {
    let draft: Draft
    let vocabularies: Set<Vocabulary>

    /// The rules of a draft's own metaschema: every vocabulary, with `format` as annotation.
    init(draft: Draft) {
        self.draft = draft
        vocabularies = Set(Vocabulary.allCases).subtracting([.formatAssertion])
    }

    /// The rules of a custom metaschema; the core vocabulary cannot be switched off.
    init(draft: Draft, vocabularies: Set<Vocabulary>) {
        self.draft = draft
        self.vocabularies = vocabularies.union([.core])
    }

    /// Whether a keyword of the vocabulary has its meaning under these rules.
    func includes(_ vocabulary: Vocabulary) -> Bool {
        // A metaschema that asserts formats has no need to name their annotation beside it.
        vocabularies.contains(vocabulary) || vocabulary == .formatAnnotation && vocabularies.contains(.formatAssertion)
    }
}
