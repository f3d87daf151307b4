import JSONCore

/// Reads which rules a `$schema` asks for, JSON Schema 2020-12 core, section 8.1.
struct MetaschemaReader {
    /// The documents that custom metaschemas may be, by URI.
    let registry: [String: JSON]

    /// A custom metaschema is written in a draft itself; a chain of so many is taken for a mistake.
    private static let maximumChain = 8

    /// The rules of the metaschema that a `$schema` names.
    ///
    /// Throws ``SchemaError`` when it is neither a known draft nor a registered metaschema, or demands a vocabulary that is not known.
    func rules(named value: JSON, at location: SchemaLocation, in document: String?) throws(SchemaError) -> SchemaRules {
        guard case .string(let uri) = value, let rules = rules(uri: uri, chain: 0) else {
            throw SchemaError(
                kind: .unsupportedDraft, document: document, pointer: location.pointer.appending(SchemaKeyword.name),
                keyword: SchemaKeyword.name,
                rule: "must be \(Draft.draft202012.metaschemaURI) or \(Draft.draft07.metaschemaURI)#, or a metaschema that is known here")
        }
        return rules
    }

    private func rules(uri: String, chain: Int) -> SchemaRules? {
        let uri = URIReference(uri).withoutFragment
        if let draft = Draft.allCases.first(where: { $0.metaschemaURI == uri }) { return SchemaRules(draft: draft) }
        guard chain < Self.maximumChain, let metaschema = registry[uri], case .string(let base)? = metaschema["$schema"] else { return nil }
        guard let rules = rules(uri: base, chain: chain + 1) else { return nil }
        guard rules.draft == .draft202012, case .object(let named)? = metaschema[VocabularyKeyword.name] else { return rules }
        var vocabularies: Set<Vocabulary> = []
        for (uri, isRequired) in named {
            if let vocabulary = Vocabulary(uri: uri) {
                vocabularies.insert(vocabulary)
            } else if isRequired == true {
                return nil
            }
        }
        return SchemaRules(draft: rules.draft, vocabularies: vocabularies)
    }
}
