import JSONCore
import JSONSchema

/// What must be true of every verdict of a schema on an instance.
enum Verdicts {
    /// The answers that a validation can give.
    enum Verdict {
        case valid
        case invalid
        /// The budget did not suffice to tell.
        case unknown
    }

    /// Judges the instance in every way there is; all must agree.
    @discardableResult
    static func check(_ schema: Schema, on instance: JSON, limits: SchemaLimits = .standard) -> Verdict {
        let violations = schema.validate(instance)
        require(schema.isValid(instance) == violations.isEmpty, "an instance is valid when it breaks no rule")
        require(schema.firstViolation(instance) == violations.first, "the first violation is the first of all")
        require(violations.count <= max(1, limits.maximumViolations), "no more violations are listed than allowed")
        require(schema.validate(instance) == violations, "the same violations each time")
        for violation in violations {
            require(instance.value(at: violation.instance) != nil, "a violation names a place of the instance: \(violation)")
            require(!violation.message.isEmpty && !violation.keyword.isEmpty, "a violation names the rule")
        }
        if violations.contains(where: { isGivingUp($0) }) { return .unknown }
        return violations.isEmpty ? .valid : .invalid
    }

    /// The verdict in other words than the schema's own, which must be the same as long as the budget suffices.
    static func compare(_ expected: Verdict, _ actual: Verdict, _ property: String) {
        if expected != .unknown && actual != .unknown { require(expected == actual, property) }
    }

    private static func isGivingUp(_ violation: Violation) -> Bool {
        violation.keyword == Violation.budget || violation.message == "could not be judged within the budget of steps"
    }
}

extension Verdicts.Verdict {
    /// The verdict of `not`.
    var negated: Self {
        switch self {
        case .valid: .invalid
        case .invalid: .valid
        case .unknown: .unknown
        }
    }
}
