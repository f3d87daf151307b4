import JSONCore

/// `additionalProperties`: every member that neither `properties` nor `patternProperties` beside it names satisfies the schema, JSON Schema
/// 2020-12 core, section 10.3.2.3.
final class AdditionalPropertiesKeyword: Keyword, Constraint {
    static let name = "additionalProperties"
    static let vocabulary = Vocabulary.applicator
    static let subschemas = SubschemaShape.schema

    private let names: MemberTable
    private let patterns: [Pattern]
    /// The schema; nil for `false`, whose violations name the member.
    private let schema: SubschemaID?
    private let place: KeywordPlace

    /// Whether ``PropertiesKeyword`` has judged it already in a silent pass.
    private let isJudgedByProperties: Bool

    private init(names: MemberTable, patterns: [Pattern], schema: SubschemaID?, place: KeywordPlace, isJudgedByProperties: Bool) {
        self.isJudgedByProperties = isJudgedByProperties
        self.names = names
        self.patterns = patterns
        self.schema = schema
        self.place = place
    }

    static func compile(_ source: KeywordSource) throws(SchemaError) -> (any Constraint)? {
        let schema = source.value == false ? nil : try source.subschema()
        var patterns: [Pattern] = []
        if let sibling = source.sibling(PatternPropertiesKeyword.name) {
            for (name, _) in try sibling.object("must be an object whose members are schemas") {
                patterns.append(try sibling.pattern(name, at: [name]))
            }
        }
        let names = source.siblings[PropertiesKeyword.name]?.asObject?.keys.map { (name: $0, value: 0) } ?? []
        return AdditionalPropertiesKeyword(
            names: MemberTable(names), patterns: patterns, schema: schema, place: source.place,
            isJudgedByProperties: isJudgedByProperties(source))
    }

    /// Whether the look-up of `properties` suffices to judge the `additionalProperties` beside it: `false` without patterns.
    static func isJudgedByProperties(_ source: KeywordSource) -> Bool {
        guard source.siblings[name] == false, case .object(let properties)? = source.siblings[PropertiesKeyword.name] else { return false }
        return !properties.isEmpty && !source.siblings.contains(PatternPropertiesKeyword.name)
    }

    func holds(for instance: JSON, in evaluation: inout Evaluation) -> Bool {
        guard case .object(let object) = instance else { return true }
        if isJudgedByProperties && !evaluation.collects { return true }
        guard evaluation.spend(object.count) else { return false }
        var holds = true
        for position in object.indices {
            let (name, value) = object.members[position]
            if names.contains(name) { continue }
            if !patterns.isEmpty && patterns.contains(where: { evaluation.matches($0, name, place) }) { continue }
            if evaluation.isExhausted { return false }
            evaluation.evaluated.mark(position)
            if let schema {
                if evaluation.apply(schema, to: value, ofMember: name) { continue }
                holds = false
            } else {
                holds = evaluation.fail(place, limit: .string(name), "must have no members but those that the schema names")
            }
            if evaluation.stopsAtFailure { break }
        }
        return holds
    }

    func applications(in program: Program) -> [Application] {
        schema.map { [Application($0, to: .anyMember)] } ?? []
    }
}
