import JSONCore

/// `maxItems`: an array has at most so many elements, JSON Schema 2020-12 validation, section 6.4.1.
final class MaxItemsKeyword: Keyword, Constraint {
    static let name = "maxItems"
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
        MaxItemsKeyword(limit: try source.count(), source: source.value, place: source.place)
    }

    func holds(for instance: JSON, in evaluation: inout Evaluation) -> Bool {
        guard case .array(let elements) = instance else { return true }
        return elements.count <= limit || evaluation.fail(place, limit: source, "must have at most \(Wording.counted(limit, "element"))")
    }
}
