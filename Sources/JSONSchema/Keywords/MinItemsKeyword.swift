import JSONCore

/// `minItems`: an array has at least so many elements, JSON Schema 2020-12 validation, section 6.4.2.
final class MinItemsKeyword: Keyword, Constraint {
    static let name = "minItems"
    static let vocabulary = Vocabulary.validation

    private let limit: Int
    private let source: JSON
    private let place: KeywordPlace

    private init(limit: Int, source: JSON, place: KeywordPlace) {
        self.limit = limit
        self.source = source
        self.place = place
    }

    static func compile(_ source: KeywordSource) throws(SchemaError) -> (any Constraint)? {
        MinItemsKeyword(limit: try source.count(), source: source.value, place: source.place)
    }

    func holds(for instance: JSON, in evaluation: inout Evaluation) -> Bool {
        guard case .array(let elements) = instance else { return true }
        return elements.count >= limit || evaluation.fail(place, limit: source, "must have at least \(Wording.counted(limit, "element"))")
    }
}
