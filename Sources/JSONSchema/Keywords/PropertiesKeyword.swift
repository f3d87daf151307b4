import JSONCore

/// `properties`: the members with these names satisfy their schemas, JSON Schema 2020-12 core, section 10.3.2.1.
///
/// Members are judged in the order of the instance.
final class PropertiesKeyword: Keyword, Constraint {
    static let name = "properties"
    static let vocabulary = Vocabulary.applicator
    static let subschemas = SubschemaShape.map

    private let properties: [(name: String, schema: SubschemaID)]
    private let table: MemberTable
    /// Whether `additionalProperties` beside it refuses all other members: in a silent pass the look-up here judges it as well.
    private let refusesOthers: Bool

    private init(properties: [(name: String, schema: SubschemaID)], refusesOthers: Bool) {
        self.properties = properties
        self.refusesOthers = refusesOthers
        table = MemberTable(properties.map { ($0.name, $0.schema.index) })
    }

    static func compile(_ source: KeywordSource) throws(SchemaError) -> (any Constraint)? {
        let properties = try source.subschemaMap()
        return properties.isEmpty
            ? nil : PropertiesKeyword(properties: properties, refusesOthers: AdditionalPropertiesKeyword.isJudgedByProperties(source))
    }

    func holds(for instance: JSON, in evaluation: inout Evaluation) -> Bool {
        guard case .object(let object) = instance else { return true }
        guard evaluation.spend(object.count) else { return false }
        var holds = true
        let refusesOthers = refusesOthers && !evaluation.collects
        for position in object.indices {
            let (name, value) = object.members[position]
            guard let schema = table.value(of: name) else {
                if refusesOthers { return false }
                continue
            }
            evaluation.evaluated.mark(position)
            if !evaluation.apply(SubschemaID(index: schema), to: value, ofMember: name) {
                holds = false
                if evaluation.stopsAtFailure { break }
            }
        }
        return holds
    }

    func applications(in program: Program) -> [Application] {
        properties.map { Application($0.schema, to: .member($0.name)) }
    }
}
