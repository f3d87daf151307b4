import JSONCore

/// Names one compiled subschema within its ``Program``.
struct SubschemaID: Sendable, Hashable {
    let index: Int
}

/// A compiled subschema: a run of constraints that an instance must all satisfy.
///
/// Plain numbers only, so that looking one up costs no reference counting.
struct Subschema: Sendable {
    /// Where its constraints stand in ``Program/constraints``, in the order of ``keywords``.
    var firstConstraint = 0
    var endConstraint = 0
    /// The schema resource it is part of, for the dynamic scope.
    var resource = 0
    /// Whether it has an `unevaluated…` keyword, so that its siblings must note what they evaluate.
    var tracksEvaluated = false
}

/// Everything a schema means, with all references resolved; immutable once compiled.
struct Program: Sendable {
    var subschemas: ContiguousArray<Subschema> = []
    var constraints: ContiguousArray<any Constraint> = []
    var root = SubschemaID(index: 0)
    /// For each name used by `$dynamicRef`, the subschema that each resource anchors under it.
    var dynamicAnchors: [[Int: SubschemaID]] = []
    var limits: SchemaLimits

    /// Whether validations must keep the dynamic scope.
    var keepsDynamicScope: Bool { !dynamicAnchors.isEmpty }
}

/// What one keyword of one schema demands, compiled.
///
/// Constraints are shared by all validations, so they hold nothing but constants; what a validation needs to remember is in ``Evaluation``.
protocol Constraint: AnyObject, Sendable {
    /// Whether the instance satisfies the constraint; if not, it has been reported by ``Evaluation/fail(_:limit:_:)``.
    func holds(for instance: JSON, in evaluation: inout Evaluation) -> Bool

    /// The subschemas it applies, and to which part of its instance.
    func applications(in program: Program) -> [Application]
}

extension Constraint {
    func applications(in program: Program) -> [Application] { [] }
}

/// A subschema applied by a constraint.
struct Application {
    let subschema: SubschemaID
    /// The way from the constraint's instance to the subschema's; nil where both are the same.
    let step: InstanceStep?

    init(_ subschema: SubschemaID, to step: InstanceStep? = nil) {
        self.subschema = subschema
        self.step = step
    }
}

/// Where a keyword stands, for violations.
struct KeywordPlace: Sendable {
    let keyword: String
    let pointer: JSONPointer
}
