import JSONCore

/// `dependentRequired`: an object that has one member has others too, JSON Schema 2020-12 validation, section 6.5.4.
final class DependentRequiredKeyword: Keyword, Constraint {
    static let name = "dependentRequired"
    static let vocabulary = Vocabulary.validation
    static let drafts: Set<Draft> = [.draft202012]

    private let dependencies: [(name: String, required: [String])]
    private let place: KeywordPlace

    init(dependencies: [(name: String, required: [String])], place: KeywordPlace) {
        self.dependencies = dependencies
        self.place = place
    }

    static func compile(_ source: KeywordSource) throws(SchemaError) -> (any Constraint)? {
        var dependencies: [(name: String, required: [String])] = []
        for (name, required) in try source.object("must be an object whose members are arrays of strings") {
            dependencies.append((name, try source.names(at: [name], of: required)))
        }
        return dependencies.isEmpty ? nil : DependentRequiredKeyword(dependencies: dependencies, place: source.place)
    }

    func holds(for instance: JSON, in evaluation: inout Evaluation) -> Bool {
        guard case .object(let object) = instance else { return true }
        guard evaluation.spend(dependencies.count) else { return false }
        var holds = true
        for (name, required) in dependencies where object.contains(name) {
            guard evaluation.spend(required.count) else { return false }
            for member in required where !object.contains(member) {
                holds = evaluation.fail(place, limit: .string(member), "must have the member \(member) when it has \(name)")
                if evaluation.stopsAtFailure { return false }
            }
        }
        return holds
    }
}
