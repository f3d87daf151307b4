import JSONCore

/// `patternProperties`: every member whose name matches a pattern satisfies the pattern's schema, JSON Schema 2020-12 core,
/// section 10.3.2.2.
final class PatternPropertiesKeyword: Keyword, Constraint {
    static let name = "patternProperties"
    static let vocabulary = Vocabulary.applicator
    static let subschemas = SubschemaShape.map

    private let patterns: [(pattern: Pattern, schema: SubschemaID)]
    private let place: KeywordPlace

    private init(patterns: [(pattern: Pattern, schema: SubschemaID)], place: KeywordPlace) {
        self.patterns = patterns
        self.place = place
    }

    static func compile(_ source: KeywordSource) throws(SchemaError) -> (any Constraint)? {
        let schemas = try source.subschemaMap()
        if schemas.isEmpty { return nil }
        var patterns: [(pattern: Pattern, schema: SubschemaID)] = []
        for (name, schema) in schemas {
            patterns.append((try source.pattern(name, at: [name]), schema))
        }
        return PatternPropertiesKeyword(patterns: patterns, place: source.place)
    }

    func holds(for instance: JSON, in evaluation: inout Evaluation) -> Bool {
        guard case .object(let object) = instance else { return true }
        var holds = true
        for position in object.indices {
            let (name, value) = object.members[position]
            for (pattern, schema) in patterns where evaluation.matches(pattern, name, place) {
                evaluation.evaluated.mark(position)
                if !evaluation.apply(schema, to: value, ofMember: name) { holds = false }
            }
            if !holds && evaluation.stopsAtFailure { break }
            if evaluation.isExhausted { return false }
        }
        return holds
    }

    func applications(in program: Program) -> [Application] {
        patterns.map { Application($0.schema, to: .anyMember) }
    }
}
