import JSONCore
package import JSONSchema

/// What the validator says to one test.
package enum SuiteAnswer: Sendable, Hashable {
    /// The instance satisfies the schema.
    case valid
    /// The instance breaks a rule, this one first.
    case invalid(Violation)
    /// The schema was not compiled, so that nothing was judged.
    case refused(SchemaError)
    /// The budget of steps did not suffice to tell.
    case undecided
    /// Judging and listing violations came to different answers.
    case contradictory

    /// The answer of a schema, or of its refusal, on an instance.
    init(of schema: Result<Schema, SchemaError>, on instance: JSON) {
        switch schema {
        case .failure(let error):
            self = .refused(error)
        case .success(let schema):
            let violations = schema.validate(instance)
            if schema.isValid(instance) != violations.isEmpty {
                self = .contradictory
            } else if violations.contains(where: { $0.keyword == Violation.budget }) {
                self = .undecided
            } else {
                self = violations.first.map(SuiteAnswer.invalid) ?? .valid
            }
        }
    }

    /// Whether the instance satisfies the schema; nil where that was not said.
    package var isValid: Bool? {
        switch self {
        case .valid: true
        case .invalid: false
        case .refused, .undecided, .contradictory: nil
        }
    }

    /// The answer in one word.
    package var name: String {
        switch self {
        case .valid: "valid"
        case .invalid: "invalid"
        case .refused: "refused"
        case .undecided: "undecided"
        case .contradictory: "contradictory"
        }
    }

    /// Why, where there is more to say: place and rule.
    package var detail: String? {
        switch self {
        case .valid: nil
        case .invalid(let violation): violation.instance.sentence(violation.message)
        case .refused(let error): error.sentence
        case .undecided: "schema and instance are too complex to be judged within the budget of steps"
        case .contradictory: "judging and listing violations do not agree"
        }
    }
}
