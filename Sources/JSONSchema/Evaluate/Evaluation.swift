import JSONCore

/// The state of one validation: what it has found, where it is and what it may still spend.
///
/// A validation runs silently first, stopping at the first failure, and only an invalid instance is walked again to collect violations:
/// so paths and messages cost nothing on the way of a valid one.
struct Evaluation {
    private unowned(unsafe) let executable: Executable
    private let subschemas: UnsafePointer<Subschema>
    private let constraints: UnsafePointer<Executable.Slot>
    private let keepsDynamicScope: Bool
    private let maximumDepth: Int
    private let root: JSON
    private var steps: Int
    private var hasAllowance = false
    private var depth = 0

    /// Whether the budget is spent; the verdict is then "not valid", whatever else was found.
    private(set) var isExhausted = false

    /// The violation of the keyword that alone was too much, if one was.
    private(set) var exhaustingKeyword: Violation?

    /// Whether failures are listed; off in silent passes and in subschemas whose failure is not one of the instance.
    private(set) var collects: Bool
    private(set) var violations: [Violation] = []
    private let maximumViolations: Int
    private var path: [PathToken] = []

    /// Which members or elements of the present instance have been evaluated, where an `unevaluated…` keyword wants to know.
    var evaluated = EvaluatedPlaces()

    /// The schema resources entered on the way here, outermost first; empty unless the schema uses `$dynamicRef`.
    private var dynamicScope: [Int] = []

    /// Starts a validation that lists at most so many violations, and is silent when that is none; the caller keeps the executable until
    /// it ends.
    init(of instance: JSON, with executable: Executable, listing maximumViolations: Int = 0) {
        self.executable = executable
        subschemas = executable.subschemas
        constraints = executable.constraints
        keepsDynamicScope = executable.program.keepsDynamicScope
        maximumDepth = executable.program.limits.maximumEvaluationDepth
        root = instance
        steps = executable.program.limits.maximumSteps
        collects = maximumViolations > 0
        self.maximumViolations = maximumViolations
    }

    /// Whether nothing more needs to be looked at once something has failed.
    var stopsAtFailure: Bool {
        !collects || isExhausted || violations.count >= maximumViolations
    }
}

// MARK: - Applying subschemas

extension Evaluation {
    /// Whether the instance satisfies the whole schema, and the budget sufficed to tell.
    mutating func judge(_ instance: JSON) -> Bool {
        apply(executable.program.root, to: instance) && !isExhausted
    }

    /// Whether the instance satisfies the subschema, which stands in the same place as the schema that applies it.
    mutating func apply(_ id: SubschemaID, to instance: JSON) -> Bool {
        let subschema = subschemas[id.index]
        guard spend(1 + subschema.endConstraint - subschema.firstConstraint), depth < maximumDepth else {
            isExhausted = true
            return false
        }
        depth += 1
        defer { depth -= 1 }
        if !subschema.tracksEvaluated && !keepsDynamicScope { return satisfies(subschema, instance) }
        return enter(subschema, with: instance)
    }

    /// Whether the value of a member satisfies the subschema.
    mutating func apply(_ id: SubschemaID, to value: JSON, ofMember name: String) -> Bool {
        let outer = evaluated.suspend()
        defer { evaluated.resume(outer) }
        guard collects else { return apply(id, to: value) }
        path.append(.member(name))
        defer { path.removeLast() }
        return apply(id, to: value)
    }

    /// Whether an element of an array satisfies the subschema.
    mutating func apply(_ id: SubschemaID, to value: JSON, atPosition position: Int) -> Bool {
        let outer = evaluated.suspend()
        defer { evaluated.resume(outer) }
        guard collects else { return apply(id, to: value) }
        path.append(.element(position))
        defer { path.removeLast() }
        return apply(id, to: value)
    }

    /// Whether the instance satisfies the subschema, without failures being listed and without what a failed one has evaluated.
    mutating func test(_ id: SubschemaID, on instance: JSON) -> Bool {
        let collected = collects
        collects = false
        defer { collects = collected }
        let outer = evaluated.branch()
        let holds = apply(id, to: instance)
        evaluated.end(outer, merging: holds)
        return holds
    }

    /// Whether a value that is not at a place of its own, a member's name or an element looked for, satisfies the subschema; silent.
    mutating func testApart(_ id: SubschemaID, on value: JSON) -> Bool {
        let outer = evaluated.suspend()
        defer { evaluated.resume(outer) }
        return test(id, on: value)
    }

    /// Whether the instance satisfies one of several alternatives; if not, and failures are listed, they are put aside as the
    /// alternative's.
    mutating func attempt(_ id: SubschemaID, on instance: JSON, _ failures: inout [[Violation]]) -> Bool {
        guard collects else { return test(id, on: instance) }
        let listed = violations
        violations = []
        let outer = evaluated.branch()
        let holds = apply(id, to: instance)
        evaluated.end(outer, merging: holds)
        if !holds { failures.append(violations) }
        violations = listed
        return holds
    }

    /// The schema that the outermost resource on the way here anchors under a name, given by its position in ``Program/dynamicAnchors``.
    mutating func outermost(anchor: Int) -> SubschemaID? {
        guard spend(dynamicScope.count) else { return nil }
        for resource in dynamicScope {
            if let subschema = executable.program.dynamicAnchors[anchor][resource] { return subschema }
        }
        return nil
    }

    private mutating func enter(_ subschema: Subschema, with instance: JSON) -> Bool {
        let entersResource = keepsDynamicScope && dynamicScope.last != subschema.resource
        if entersResource { dynamicScope.append(subschema.resource) }
        defer { if entersResource { dynamicScope.removeLast() } }
        guard subschema.tracksEvaluated, let places = instance.placeCount else { return satisfies(subschema, instance) }
        let outer = evaluated.begin(places: places)
        let holds = satisfies(subschema, instance)
        // Where failures are listed the whole has failed already, and what was evaluated is kept from being listed once more.
        evaluated.end(outer, merging: holds || collects)
        return holds
    }

    @inline(__always)
    private mutating func satisfies(_ subschema: Subschema, _ instance: JSON) -> Bool {
        var holds = true
        var position = subschema.firstConstraint
        while position < subschema.endConstraint {
            if !constraints[position].holds(for: instance, in: &self) {
                holds = false
                if stopsAtFailure { return false }
            }
            position += 1
        }
        return holds
    }
}

// MARK: - Reporting

extension Evaluation {
    /// Lists a failure at the present place, where failures are listed; always false, the constraint's answer.
    mutating func fail(_ place: KeywordPlace, limit: @autoclosure () -> JSON?, _ message: @autoclosure () -> String) -> Bool {
        // What fails because the budget is spent has not been judged.
        if collects && !isExhausted {
            report(
                Violation(
                    instance: pointer, keyword: place.keyword, schema: place.pointer, limit: limit(), message: message()))
        }
        return false
    }

    /// Lists a violation, as long as there are not too many.
    mutating func report(_ violation: Violation) {
        if violations.count < maximumViolations { violations.append(violation) }
    }

    /// The present place in the instance.
    var pointer: JSONPointer {
        JSONPointer(path.map(\.text))
    }
}

// MARK: - Budget

extension Evaluation {
    /// Takes steps from the budget; false, and the validation is over, when it is spent.
    ///
    /// The budget is the limit's, plus ``stepsPerValue`` for each value of the instance, which are counted only when the rest is spent.
    @inline(__always)
    mutating func spend(_ count: Int) -> Bool {
        steps &-= count
        return steps >= 0 || spendAllowance()
    }

    private static var stepsPerValue: Int { 8 }

    @inline(never)
    private mutating func spendAllowance() -> Bool {
        if !isExhausted { addAllowance() }
        if steps < 0 { isExhausted = true }
        return !isExhausted
    }

    private mutating func addAllowance() {
        if hasAllowance { return }
        hasAllowance = true
        steps += Self.stepsPerValue * root.valueCount(toDepth: maximumDepth)
    }

    /// Takes the steps of looking, so many times, at a value with all it consists of.
    @inline(__always)
    mutating func spendOnComparing(_ value: JSON, times: Int = 1) -> Bool {
        switch value {
        case .null, .bool: true
        case .number(let number): spendOnComparing(number)
        case .string(let text): spendOnReading(text)
        case .array, .object: spend(value.comparingSteps(toDepth: maximumDepth) * times)
        }
    }

    /// Takes the steps of comparing a number, with another if there is one.
    @inline(__always)
    mutating func spendOnComparing(_ number: JSONNumber, with other: JSONNumber = 0) -> Bool {
        spend((number.comparedLength + other.comparedLength) / JSON.digitsPerStep)
    }

    /// Takes the steps of reading a text.
    @inline(__always)
    mutating func spendOnReading(_ text: String) -> Bool {
        spend(text.utf8.count / JSON.bytesPerStep)
    }

    /// The steps that are left; where they are few, those for the instance's size are added.
    var remainingSteps: Int {
        mutating get {
            if steps < 100_000 { addAllowance() }
            return max(steps, 0)
        }
    }

    /// Ends the validation because one keyword costs too much.
    mutating func giveUp(at place: KeywordPlace) {
        if isExhausted { return }
        isExhausted = true
        exhaustingKeyword = Violation(
            instance: pointer, keyword: place.keyword, schema: place.pointer, limit: nil,
            message: "could not be judged within the budget of steps")
    }
}

/// One step of the path to the present instance.
private enum PathToken {
    case member(String)
    case element(Int)

    var text: String {
        switch self {
        case .member(let name): name
        case .element(let position): String(position)
        }
    }
}

extension JSON {
    /// How many members or elements the value has; nil for a scalar.
    fileprivate var placeCount: Int? {
        switch self {
        case .array(let elements): elements.count
        case .object(let object): object.count
        default: nil
        }
    }
}
