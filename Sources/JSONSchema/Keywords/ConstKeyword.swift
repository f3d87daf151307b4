import JSONCore

/// `const`: the instance equals the value, JSON Schema 2020-12 validation, section 6.1.3.
final class ConstKeyword: Keyword, Constraint {
    static let name = "const"
    static let vocabulary = Vocabulary.validation

    private let value: JSON
    private let place: KeywordPlace

    private init(value: JSON, place: KeywordPlace) {
        self.value = value
        self.place = place
    }

    static func compile(_ source: KeywordSource) throws(SchemaError) -> (any Constraint)? {
        ConstKeyword(value: source.value, place: source.place)
    }

    func holds(for instance: JSON, in evaluation: inout Evaluation) -> Bool {
        guard evaluation.spendOnComparing(instance) else { return false }
        return instance == value
            || evaluation.fail(place, limit: value, "must be \(Wording.listed([value]) ?? "the one value that is allowed")")
    }
}
