import JSONCore

/// `maximum`: a number is at most the limit, JSON Schema 2020-12 validation, section 6.2.2. Exact for numbers of any length.
final class MaximumKeyword: Keyword, Constraint {
    static let name = "maximum"
    static let vocabulary = Vocabulary.validation

    private let limit: JSONNumber
    private let place: KeywordPlace

    private init(limit: JSONNumber, place: KeywordPlace) {
        self.limit = limit
        self.place = place
    }

    static func compile(_ source: KeywordSource) throws(SchemaError) -> (any Constraint)? {
        MaximumKeyword(limit: try source.number(), place: source.place)
    }

    func holds(for instance: JSON, in evaluation: inout Evaluation) -> Bool {
        guard case .number(let number) = instance else { return true }
        guard evaluation.spendOnComparing(number, with: limit) else { return false }
        return number <= limit || evaluation.fail(place, limit: .number(limit), "must be at most \(limit.text)")
    }
}
