import JSONCore

/// `minProperties`: an object has at least so many members, JSON Schema 2020-12 validation, section 6.5.2.
final class MinPropertiesKeyword: Keyword, Constraint {
    static let name = "minProperties"
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
        MinPropertiesKeyword(limit: try source.count(), source: source.value, place: source.place)
    }

    func holds(for instance: JSON, in evaluation: inout Evaluation) -> Bool {
        guard case .object(let members) = instance else { return true }
        return members.count >= limit || evaluation.fail(place, limit: source, "must have at least \(Wording.counted(limit, "member"))")
    }
}
