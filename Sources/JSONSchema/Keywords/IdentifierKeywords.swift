import JSONCore

// Keywords that give a schema its identity: JSON Schema 2020-12 core, sections 8.1 and 8.2. ``SchemaIndex`` reads them before anything is
// compiled; here their form is checked.

/// `$schema`: the draft a schema resource is written in.
enum SchemaKeyword: Keyword {
    static let name = "$schema"
    static let vocabulary = Vocabulary.core

    static func compile(_ source: KeywordSource) throws(SchemaError) -> (any Constraint)? {
        _ = try source.string()
        return nil
    }
}

/// `$vocabulary`: the vocabularies of a metaschema.
enum VocabularyKeyword: Keyword {
    static let name = "$vocabulary"
    static let vocabulary = Vocabulary.core
    static let drafts: Set<Draft> = [.draft202012]

    static func compile(_ source: KeywordSource) throws(SchemaError) -> (any Constraint)? {
        let rule = "must be an object whose members are true or false"
        for (uri, isRequired) in try source.object(rule) where isRequired.asBool == nil {
            throw source.refusal(rule, at: [uri])
        }
        return nil
    }
}

/// `$id`: the URI of a schema resource.
enum IDKeyword: Keyword {
    static let name = "$id"
    static let vocabulary = Vocabulary.core

    static func compile(_ source: KeywordSource) throws(SchemaError) -> (any Constraint)? {
        let id = try source.string()
        if source.rules.draft == .draft202012, let hash = id.utf8.firstIndex(of: UInt8(ascii: "#")),
            id.utf8.index(after: hash) != id.endIndex
        {
            throw source.refusal("must be a URI reference without a fragment")
        }
        return nil
    }
}

/// `$anchor`: a name for a schema within its resource.
enum AnchorKeyword: Keyword {
    static let name = "$anchor"
    static let vocabulary = Vocabulary.core
    static let drafts: Set<Draft> = [.draft202012]

    static func compile(_ source: KeywordSource) throws(SchemaError) -> (any Constraint)? {
        try checkAnchorName(source)
        return nil
    }
}

/// `$dynamicAnchor`: a name that ``DynamicRefKeyword`` finds in the resources on the way to it.
enum DynamicAnchorKeyword: Keyword {
    static let name = "$dynamicAnchor"
    static let vocabulary = Vocabulary.core
    static let drafts: Set<Draft> = [.draft202012]

    static func compile(_ source: KeywordSource) throws(SchemaError) -> (any Constraint)? {
        try checkAnchorName(source)
        return nil
    }
}

private func checkAnchorName(_ source: KeywordSource) throws(SchemaError) {
    let name = try source.string().utf8
    let isLetter = { (byte: UInt8) in (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20) || byte == UInt8(ascii: "_") }
    let isFurther = { (byte: UInt8) in
        isLetter(byte) || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".")
    }
    guard let first = name.first, isLetter(first), name.allSatisfy(isFurther) else {
        throw source.refusal("must begin with a letter or underscore and go on with letters, digits, hyphens, underscores and full stops")
    }
}

/// `$defs`: schemas to be referenced.
enum DefsKeyword: Keyword {
    static let name = "$defs"
    static let vocabulary = Vocabulary.core
    static let drafts: Set<Draft> = [.draft202012]
    static let subschemas = SubschemaShape.map

    static func compile(_ source: KeywordSource) throws(SchemaError) -> (any Constraint)? {
        _ = try source.subschemaMap()
        return nil
    }
}

/// `definitions`: what draft-07 calls `$defs`; 2020-12 reserves the old name.
enum DefinitionsKeyword: Keyword {
    static let name = "definitions"
    static let vocabulary = Vocabulary.core
    static let subschemas = SubschemaShape.map

    static func compile(_ source: KeywordSource) throws(SchemaError) -> (any Constraint)? {
        _ = try source.subschemaMap()
        return nil
    }
}
