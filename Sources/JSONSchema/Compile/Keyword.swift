import JSONCore

/// A keyword of JSON Schema: its name, where it is known, and how its value is checked and compiled.
///
/// One file in `Keywords/` and one line in ``keywords`` make a keyword. Its `compile` refuses what the draft's metaschema refuses.
protocol Keyword: SendableMetatype {
    /// The keyword as schemas spell it.
    static var name: String { get }

    /// The vocabulary it belongs to in 2020-12.
    static var vocabulary: Vocabulary { get }

    /// The drafts that know it; elsewhere it is an annotation without rules.
    static var drafts: Set<Draft> { get }

    /// Where schemas stand within its value.
    static var subschemas: SubschemaShape { get }

    /// Checks the keyword's value and compiles its demand; nil when it demands nothing.
    ///
    /// Throws ``SchemaError`` when the value is not what the specification allows.
    static func compile(_ source: KeywordSource) throws(SchemaError) -> (any Constraint)?
}

extension Keyword {
    static var drafts: Set<Draft> { Set(Draft.allCases) }
    static var subschemas: SubschemaShape { .none }
}

/// Where schemas stand within a keyword's value, so that identifiers and anchors in them are found.
enum SubschemaShape {
    case none
    /// The value is a schema.
    case schema
    /// The value is an array of schemas.
    case array
    /// The value is a schema or an array of schemas.
    case schemaOrArray
    /// The value is an object whose members are schemas; members that are arrays are none (`dependencies` of draft-07).
    case map
}
