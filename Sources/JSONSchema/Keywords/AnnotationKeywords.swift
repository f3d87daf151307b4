import JSONCore

// Keywords that say something about a value and demand nothing of it: JSON Schema 2020-12 core, section 8.3, and validation, sections 8
// and 9. Their form is checked, because a mistake in it is one of the schema's author.

/// `$comment`: for the readers of the schema.
enum CommentKeyword: Keyword {
    static let name = "$comment"
    static let vocabulary = Vocabulary.core

    static func compile(_ source: KeywordSource) throws(SchemaError) -> (any Constraint)? {
        _ = try source.string()
        return nil
    }
}

/// `title`: a short name.
enum TitleKeyword: Keyword {
    static let name = "title"
    static let vocabulary = Vocabulary.metaData

    static func compile(_ source: KeywordSource) throws(SchemaError) -> (any Constraint)? {
        _ = try source.string()
        return nil
    }
}

/// `description`: a long explanation.
enum DescriptionKeyword: Keyword {
    static let name = "description"
    static let vocabulary = Vocabulary.metaData

    static func compile(_ source: KeywordSource) throws(SchemaError) -> (any Constraint)? {
        _ = try source.string()
        return nil
    }
}

/// `deprecated`: that the value should no longer be used.
enum DeprecatedKeyword: Keyword {
    static let name = "deprecated"
    static let vocabulary = Vocabulary.metaData
    static let drafts: Set<Draft> = [.draft202012]

    static func compile(_ source: KeywordSource) throws(SchemaError) -> (any Constraint)? {
        _ = try source.boolean()
        return nil
    }
}

/// `readOnly`: that the value is not the client's to set.
enum ReadOnlyKeyword: Keyword {
    static let name = "readOnly"
    static let vocabulary = Vocabulary.metaData

    static func compile(_ source: KeywordSource) throws(SchemaError) -> (any Constraint)? {
        _ = try source.boolean()
        return nil
    }
}

/// `writeOnly`: that the value is never given back.
enum WriteOnlyKeyword: Keyword {
    static let name = "writeOnly"
    static let vocabulary = Vocabulary.metaData

    static func compile(_ source: KeywordSource) throws(SchemaError) -> (any Constraint)? {
        _ = try source.boolean()
        return nil
    }
}

/// `examples`: values that the schema describes.
enum ExamplesKeyword: Keyword {
    static let name = "examples"
    static let vocabulary = Vocabulary.metaData

    static func compile(_ source: KeywordSource) throws(SchemaError) -> (any Constraint)? {
        guard case .array = source.value else { throw source.refusal("must be an array") }
        return nil
    }
}

/// `contentEncoding`: how binary content is written in a string.
enum ContentEncodingKeyword: Keyword {
    static let name = "contentEncoding"
    static let vocabulary = Vocabulary.content

    static func compile(_ source: KeywordSource) throws(SchemaError) -> (any Constraint)? {
        _ = try source.string()
        return nil
    }
}

/// `contentMediaType`: what a string's content is.
enum ContentMediaTypeKeyword: Keyword {
    static let name = "contentMediaType"
    static let vocabulary = Vocabulary.content

    static func compile(_ source: KeywordSource) throws(SchemaError) -> (any Constraint)? {
        _ = try source.string()
        return nil
    }
}

/// `contentSchema`: what a string's content looks like once decoded; never judged, as section 8.2 of 2020-12 validation says.
enum ContentSchemaKeyword: Keyword {
    static let name = "contentSchema"
    static let vocabulary = Vocabulary.content
    static let drafts: Set<Draft> = [.draft202012]
    static let subschemas = SubschemaShape.schema

    static func compile(_ source: KeywordSource) throws(SchemaError) -> (any Constraint)? {
        _ = try source.subschema()
        return nil
    }
}
