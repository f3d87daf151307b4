import JSONCore

/// `enum`: the instance equals one of the values, JSON Schema 2020-12 validation, section 6.1.2.
final class EnumKeyword: Keyword, Constraint {
    static let name = "enum"
    static let vocabulary = Vocabulary.validation

    /// Both hashed, because the values may be thousands.
    private let strings: MemberTable
    private let others: Set<JSON>
    private let limit: JSON
    private let message: String
    private let place: KeywordPlace

    private init(values: [JSON], place: KeywordPlace) {
        let unique = Set(values)
        strings = MemberTable(unique.compactMap(\.asString).map { (name: $0, value: 0) })
        others = unique.filter { $0.kind != .string }
        message =
            "must be "
            + (Wording.listed(values).map { values.count == 1 ? $0 : "one of \($0)" } ?? "one of the \(unique.count) values allowed")
        limit = .array(values)
        self.place = place
    }

    static func compile(_ source: KeywordSource) throws(SchemaError) -> (any Constraint)? {
        guard case .array(let values) = source.value else { throw source.refusal("must be an array") }
        return EnumKeyword(values: values, place: source.place)
    }

    func holds(for instance: JSON, in evaluation: inout Evaluation) -> Bool {
        if case .string(let text) = instance {
            if strings.contains(text) { return true }
        } else {
            guard evaluation.spendOnComparing(instance) else { return false }
            if others.contains(instance) { return true }
        }
        return evaluation.fail(place, limit: limit, message)
    }
}
