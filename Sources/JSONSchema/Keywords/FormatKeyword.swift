import JSONCore

/// `format`: a string is of a named form, JSON Schema 2020-12 validation, section 7.
///
/// An annotation unless ``SchemaOptions/assertsFormat`` or the metaschema's format-assertion vocabulary makes it a demand. A format that is
/// not in ``formats`` demands nothing.
final class FormatKeyword: Keyword, Constraint {
    static let name = "format"
    static let vocabulary = Vocabulary.formatAnnotation

    private let format: any Format.Type
    private let place: KeywordPlace

    private init(format: any Format.Type, place: KeywordPlace) {
        self.format = format
        self.place = place
    }

    static func compile(_ source: KeywordSource) throws(SchemaError) -> (any Constraint)? {
        let name = try source.string()
        let isAsserted = source.compiler.options.assertsFormat || source.rules.includes(.formatAssertion)
        guard isAsserted, let format = formats.first(where: { $0.name == name }) else { return nil }
        return FormatKeyword(format: format, place: source.place)
    }

    func holds(for instance: JSON, in evaluation: inout Evaluation) -> Bool {
        guard case .string(let text) = instance else { return true }
        guard evaluation.spend(format.steps(forBytes: text.utf8.count)) else { return false }
        return format.matches(text) || evaluation.fail(place, limit: .string(format.name), "must be of the format \(format.name)")
    }
}
