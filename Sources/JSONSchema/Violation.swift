package import JSONCore

/// One rule of a schema that an instance breaks: where, which, and the rule's limit, never the offending value.
package struct Violation: Sendable, Hashable {
    /// The place in the instance.
    package let instance: JSONPointer

    /// The keyword that failed, such as `maxLength`; ``falseSchema`` where the schema `false` allows nothing, ``budget`` where the
    /// validation was given up.
    package let keyword: String

    /// The place of the keyword in the schema document that holds it.
    package let schema: JSONPointer

    /// What the keyword demands: its value in the schema, such as 250 for `maxLength`. For `required` and `dependentRequired` the name of
    /// the missing member; for `additionalProperties`, `unevaluatedProperties` and `propertyNames` the name of the member that is refused.
    package let limit: JSON?

    /// The rule as a sentence without subject, naming the limit and never the value: "must be at most 250 characters".
    package let message: String

    /// The ``keyword`` of a violation of the schema `false`.
    package static let falseSchema = "false"

    /// The ``keyword`` of a validation that was given up because schema and instance together are too complex. Where a single `pattern` or
    /// `patternProperties` was too much, the violation is that keyword's.
    package static let budget = "budget"

    /// Makes a violation, also for rules that are judged outside a schema.
    package init(instance: JSONPointer, keyword: String, schema: JSONPointer, limit: JSON?, message: String) {
        self.instance = instance
        self.keyword = keyword
        self.schema = schema
        self.limit = limit
        self.message = message
    }
}

extension Violation: CustomStringConvertible {
    /// Place and rule: `/name: must be at most 250 characters`.
    package var description: String {
        "\(instance): \(message)"
    }
}
