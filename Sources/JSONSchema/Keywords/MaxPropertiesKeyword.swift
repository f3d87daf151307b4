import JSONCore

/// `maxProperties`: an object has at most so many members, JSON Schema 2020-12 validation, section 6.5.1.
final class MaxPropertiesKeyword: Keyword, Constraint {
    static let name = "maxProperties"
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
        MaxPropertiesKeyword(limit: try source.count(), source: source.value, place: source.place)
    }

    func holds(for instance: JSON, in evaluation: inout Evaluation) -> Bool {
        guard case .object(let members) = instance else { return true }
        return members.count <= limit || evaluation.fail(place, limit: source, "must have at most \(Wording.counted(limit, "member"))")
    }
}
