import JSONCore

/// `contains` with `minContains` and `maxContains`: so many elements satisfy the schema, JSON Schema 2020-12 core, section 10.3.1.3, and
/// validation, sections 6.4.4 and 6.4.5.
final class ContainsKeyword: Keyword, Constraint {
    static let name = "contains"
    static let vocabulary = Vocabulary.applicator
    static let subschemas = SubschemaShape.schema

    private let schema: SubschemaID
    private let minimum: Int
    private let maximum: Int
    private let minimumPlace: KeywordPlace
    private let maximumPlace: KeywordPlace

    private init(schema: SubschemaID, minimum: Int, maximum: Int, minimumPlace: KeywordPlace, maximumPlace: KeywordPlace) {
        self.schema = schema
        self.minimum = minimum
        self.maximum = maximum
        self.minimumPlace = minimumPlace
        self.maximumPlace = maximumPlace
    }

    static func compile(_ source: KeywordSource) throws(SchemaError) -> (any Constraint)? {
        let hasCounts = source.rules.draft == .draft202012 && source.rules.includes(.validation)
        let minimum = hasCounts ? try source.sibling(MinContainsKeyword.name)?.count() : nil
        let maximum = hasCounts ? try source.sibling(MaxContainsKeyword.name)?.count() : nil
        return ContainsKeyword(
            schema: try source.subschema(), minimum: minimum ?? 1, maximum: maximum ?? .max,
            minimumPlace: minimum == nil ? source.place : source.place(of: MinContainsKeyword.name),
            maximumPlace: source.place(of: MaxContainsKeyword.name))
    }

    func holds(for instance: JSON, in evaluation: inout Evaluation) -> Bool {
        guard case .array(let elements) = instance else { return true }
        // One more than the maximum decides, or the minimum where there is none; but where somebody wants to know what is evaluated,
        // every element that matches counts.
        let enough = evaluation.evaluated.isActive ? .max : maximum == .max ? minimum : maximum + 1
        var count = 0
        for position in elements.indices where count < enough {
            guard evaluation.testApart(schema, on: elements[position]) else { continue }
            evaluation.evaluated.mark(position)
            count += 1
        }
        if count < minimum {
            return evaluation.fail(
                minimumPlace, limit: .number(JSONNumber(minimum)), "must contain at least \(Wording.counted(minimum, "matching element"))")
        }
        if count > maximum {
            return evaluation.fail(
                maximumPlace, limit: .number(JSONNumber(maximum)), "must contain at most \(Wording.counted(maximum, "matching element"))")
        }
        return true
    }

    func applications(in program: Program) -> [Application] {
        [Application(schema, to: .anyElement)]
    }
}

/// `minContains`: judged by ``ContainsKeyword``; without `contains` only its form is.
enum MinContainsKeyword: Keyword {
    static let name = "minContains"
    static let vocabulary = Vocabulary.validation
    static let drafts: Set<Draft> = [.draft202012]

    static func compile(_ source: KeywordSource) throws(SchemaError) -> (any Constraint)? {
        _ = try source.count()
        return nil
    }
}

/// `maxContains`: judged by ``ContainsKeyword``; without `contains` only its form is.
enum MaxContainsKeyword: Keyword {
    static let name = "maxContains"
    static let vocabulary = Vocabulary.validation
    static let drafts: Set<Draft> = [.draft202012]

    static func compile(_ source: KeywordSource) throws(SchemaError) -> (any Constraint)? {
        _ = try source.count()
        return nil
    }
}
