import JSONCore

/// `if` with `then` and `else`: the instance satisfies the one or the other, JSON Schema 2020-12 core, section 10.2.2.
final class IfKeyword: Keyword, Constraint {
    static let name = "if"
    static let vocabulary = Vocabulary.applicator
    static let subschemas = SubschemaShape.schema

    private let condition: SubschemaID
    private let thenSchema: SubschemaID?
    private let elseSchema: SubschemaID?

    private init(condition: SubschemaID, thenSchema: SubschemaID?, elseSchema: SubschemaID?) {
        self.condition = condition
        self.thenSchema = thenSchema
        self.elseSchema = elseSchema
    }

    static func compile(_ source: KeywordSource) throws(SchemaError) -> (any Constraint)? {
        // Kept even without either branch, because what the condition evaluates counts.
        IfKeyword(
            condition: try source.subschema(),
            thenSchema: try source.sibling(ThenKeyword.name)?.subschema(),
            elseSchema: try source.sibling(ElseKeyword.name)?.subschema())
    }

    func holds(for instance: JSON, in evaluation: inout Evaluation) -> Bool {
        guard let branch = evaluation.test(condition, on: instance) ? thenSchema : elseSchema else { return true }
        return evaluation.apply(branch, to: instance)
    }

    func applications(in program: Program) -> [Application] {
        [condition, thenSchema, elseSchema].compactMap { $0.map { Application($0) } }
    }
}

/// `then`: judged by ``IfKeyword``; without `if` only its form is.
enum ThenKeyword: Keyword {
    static let name = "then"
    static let vocabulary = Vocabulary.applicator
    static let subschemas = SubschemaShape.schema

    static func compile(_ source: KeywordSource) throws(SchemaError) -> (any Constraint)? {
        _ = try source.subschema()
        return nil
    }
}

/// `else`: judged by ``IfKeyword``; without `if` only its form is.
enum ElseKeyword: Keyword {
    static let name = "else"
    static let vocabulary = Vocabulary.applicator
    static let subschemas = SubschemaShape.schema

    static func compile(_ source: KeywordSource) throws(SchemaError) -> (any Constraint)? {
        _ = try source.subschema()
        return nil
    }
}
