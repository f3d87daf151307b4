package import JSONCore

/// A JSON Schema, compiled once: immutable, so any number of validations may use it at the same time.
///
/// Draft 2020-12 and draft-07. References are resolved when the schema is compiled, and only to what is registered. A validation keeps to
/// a budget of steps that grows with the instance's size: no schema and instance can make it run away.
package final class Schema: Sendable {
    /// Where the schema uses references that ``SchemaOptions/externalReference`` knows.
    package let externalReferences: [ExternalReferenceUse]

    private let executable: Executable

    private init(program: Program, externalReferences: [ExternalReferenceUse]) {
        executable = Executable(program)
        self.externalReferences = externalReferences
    }

    /// Compiles a schema document.
    ///
    /// Throws ``SchemaError`` with the place when the document is not a schema of its draft, names a draft or a schema that is not known,
    /// refers to itself without end, holds a pattern that is none, or exceeds ``SchemaOptions/limits``.
    package static func compile(_ document: JSON, options: SchemaOptions = SchemaOptions()) throws(SchemaError) -> Schema {
        let compiler = SchemaCompiler(options: options)
        let program = try compiler.compile(document)
        return Schema(program: program, externalReferences: program.externalReferences(to: compiler.externalTargets))
    }

    /// Whether the instance satisfies the schema; stops at the first failure. False also when the budget does not suffice to tell.
    package func isValid(_ instance: JSON) -> Bool {
        withExtendedLifetime(executable) {
            var evaluation = Evaluation(of: instance, with: executable)
            return evaluation.judge(instance)
        }
    }

    /// Every rule that the instance breaks; none when it satisfies the schema.
    ///
    /// The order is fixed: within a schema that of the specification's keywords, within an object or array that of the instance. At most
    /// ``SchemaLimits/maximumViolations`` are listed. When the budget does not suffice to tell, one violation has the keyword
    /// ``Violation/budget``.
    package func validate(_ instance: JSON) -> [Violation] {
        withExtendedLifetime(executable) { violations(of: instance) }
    }

    /// The first of the violations that ``validate(_:)`` lists; nil when the instance satisfies the schema.
    package func firstViolation(_ instance: JSON) -> Violation? {
        validate(instance).first
    }

    private func violations(of instance: JSON) -> [Violation] {
        var silent = Evaluation(of: instance, with: executable)
        if silent.judge(instance) { return [] }
        // A budget that did not suffice for the silent pass would not suffice to say more, unless one keyword was too much for it.
        if silent.isExhausted && silent.exhaustingKeyword == nil { return [Self.budgetViolation] }
        let maximum = max(1, executable.program.limits.maximumViolations)
        var collecting = Evaluation(of: instance, with: executable, listing: maximum)
        _ = collecting.judge(instance)
        guard collecting.isExhausted else { return collecting.violations }
        return collecting.violations.prefix(maximum - 1) + [collecting.exhaustingKeyword ?? Self.budgetViolation]
    }

    private static let budgetViolation = Violation(
        instance: .root, keyword: Violation.budget, schema: .root, limit: nil,
        message: "is too complex to be judged by this schema within the budget of steps")
}
