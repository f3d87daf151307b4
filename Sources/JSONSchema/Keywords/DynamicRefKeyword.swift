import JSONCore

/// `$dynamicRef`: the instance satisfies the schema that the outermost resource on the way here anchors under a name, JSON Schema 2020-12
/// core, section 8.2.3.2.
///
/// Where the URI does not lead to a `$dynamicAnchor`, it is an ordinary reference.
final class DynamicRefKeyword: Keyword, Constraint {
    static let name = "$dynamicRef"
    static let vocabulary = Vocabulary.core
    static let drafts: Set<Draft> = [.draft202012]

    /// The schema that the URI names by itself.
    private let target: SubschemaID
    /// The anchor's position in ``Program/dynamicAnchors``.
    private let anchor: Int

    private init(target: SubschemaID, anchor: Int) {
        self.target = target
        self.anchor = anchor
    }

    static func compile(_ source: KeywordSource) throws(SchemaError) -> (any Constraint)? {
        let resolved = try source.compiler.resolve(try source.string(), for: source)
        guard let name = resolved.dynamicAnchor else { return RefKeyword(target: resolved.subschema) }
        return DynamicRefKeyword(target: resolved.subschema, anchor: source.compiler.position(ofDynamicAnchor: name))
    }

    func holds(for instance: JSON, in evaluation: inout Evaluation) -> Bool {
        evaluation.apply(evaluation.outermost(anchor: anchor) ?? target, to: instance)
    }

    func applications(in program: Program) -> [Application] {
        [Application(target)] + program.dynamicAnchors[anchor].values.sorted { $0.index < $1.index }.map { Application($0) }
    }
}
