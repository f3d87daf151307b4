import JSONCore

/// `maxLength`: a string has at most so many characters, JSON Schema 2020-12 validation, section 6.3.1.
///
/// A character is a Unicode code point, or a UTF-16 code unit where `x-length-unit` says so (see ``LengthUnit``).
final class MaxLengthKeyword: Keyword, Constraint {
    static let name = "maxLength"
    static let vocabulary = Vocabulary.validation

    private let limit: Int
    private let unit: LengthUnit
    private let source: JSON
    private let place: KeywordPlace

    private init(limit: Int, unit: LengthUnit, source: JSON, place: KeywordPlace) {
        self.limit = limit
        self.unit = unit
        self.source = source
        self.place = place
    }

    static func compile(_ source: KeywordSource) throws(SchemaError) -> (any Constraint)? {
        MaxLengthKeyword(limit: try source.count(), unit: try LengthUnit(besides: source), source: source.value, place: source.place)
    }

    func holds(for instance: JSON, in evaluation: inout Evaluation) -> Bool {
        guard case .string(let text) = instance else { return true }
        // A text that is not counted costs nothing.
        guard text.utf8.count <= limit || evaluation.spendOnReading(text) else { return false }
        return unit.length(of: text, isAtMost: limit)
            || evaluation.fail(place, limit: source, "must be at most \(Wording.counted(limit, "character"))")
    }
}
