import JSONCore

/// `pattern`: a string matches the regular expression somewhere, JSON Schema 2020-12 validation, section 6.3.3.
final class PatternKeyword: Keyword, Constraint {
    static let name = "pattern"
    static let vocabulary = Vocabulary.validation

    private let pattern: Pattern
    private let source: String
    private let place: KeywordPlace

    private init(pattern: Pattern, source: String, place: KeywordPlace) {
        self.pattern = pattern
        self.source = source
        self.place = place
    }

    static func compile(_ source: KeywordSource) throws(SchemaError) -> (any Constraint)? {
        let text = try source.string()
        return PatternKeyword(pattern: try source.pattern(text), source: text, place: source.place)
    }

    func holds(for instance: JSON, in evaluation: inout Evaluation) -> Bool {
        guard case .string(let text) = instance else { return true }
        return evaluation.matches(pattern, text, place)
            || evaluation.fail(place, limit: .string(source), "must match the pattern \(source)")
    }
}
