import JSONCore

/// `required`: an object has a member of each name, JSON Schema 2020-12 validation, section 6.5.3.
final class RequiredKeyword: Keyword, Constraint {
    static let name = "required"
    static let vocabulary = Vocabulary.validation

    private let names: [String]
    private let place: KeywordPlace

    private init(names: [String], place: KeywordPlace) {
        self.names = names
        self.place = place
    }

    static func compile(_ source: KeywordSource) throws(SchemaError) -> (any Constraint)? {
        let names = try source.names()
        return names.isEmpty ? nil : RequiredKeyword(names: names, place: source.place)
    }

    func holds(for instance: JSON, in evaluation: inout Evaluation) -> Bool {
        guard case .object(let object) = instance else { return true }
        guard evaluation.spend(names.count) else { return false }
        var holds = true
        for name in names where !object.contains(name) {
            holds = evaluation.fail(place, limit: .string(name), "must have the member \(name)")
            if evaluation.stopsAtFailure { break }
        }
        return holds
    }
}
