import JSONCore

/// `multipleOf`: a number is an integer times the divisor, exactly, JSON Schema 2020-12 validation, section 6.2.1.
final class MultipleOfKeyword: Keyword, Constraint {
    static let name = "multipleOf"
    static let vocabulary = Vocabulary.validation

    private let divisor: JSONNumber
    private let place: KeywordPlace

    private init(divisor: JSONNumber, place: KeywordPlace) {
        self.divisor = divisor
        self.place = place
    }

    static func compile(_ source: KeywordSource) throws(SchemaError) -> (any Constraint)? {
        guard case .number(let divisor) = source.value, divisor > 0 else { throw source.refusal("must be a number greater than 0") }
        return MultipleOfKeyword(divisor: divisor, place: source.place)
    }

    func holds(for instance: JSON, in evaluation: inout Evaluation) -> Bool {
        guard case .number(let number) = instance else { return true }
        guard evaluation.spendOnComparing(number, with: divisor) else { return false }
        return number.isMultiple(of: divisor)
            || evaluation.fail(place, limit: .number(divisor), "must be a multiple of \(divisor.text)")
    }
}
