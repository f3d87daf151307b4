import JSONCore
import JSONSchema

/// A schema on the first line and an instance after it: one verdict, however it is asked for, and within any budget.
enum SchemaInstanceTarget: FuzzTarget {
    static let name = "schema-instance"
    static let jsonTexts = 2

    static func run(_ input: UnsafeRawBufferPointer) {
        guard let (first, second) = input.twoTexts else { return }
        guard let document = try? JSON.parse(first), let instance = try? JSON.parse(second) else { return }
        for assertsFormat in [true, false] {
            let options = SchemaOptions(assertsFormat: assertsFormat)
            guard let schema = try? Schema.compile(document, options: options) else { return }
            let verdict = Verdicts.check(schema, on: instance)
            checkPlaces(of: schema.validate(instance), in: document)
            let turned = Verdicts.check(schema, on: instance.withMembersReversed)
            Verdicts.compare(verdict, turned, "the order of members does not count")
            checkWrapped(document, options, on: instance, verdict)
            checkTight(document, options, on: instance, verdict)
        }
    }

    /// The place of a violation is the schema's own, unless a reference leads to the metaschemas.
    private static func checkPlaces(of violations: [Violation], in document: JSON) {
        guard !document.text.contains("json-schema.org") else { return }
        for violation in violations where violation.keyword != Violation.budget {
            require(document.value(at: violation.schema) != nil, "a violation names a place of the schema: \(violation.schema)")
        }
    }

    /// The schema under another name, and combinations that must not change its verdict or must turn it round.
    private static func checkWrapped(_ document: JSON, _ options: SchemaOptions, on instance: JSON, _ verdict: Verdicts.Verdict) {
        var options = options
        options.registry = ["fuzz:schema": document]
        let reference: JSON = ["$ref": "fuzz:schema"]
        let same: [JSON] = [
            reference, ["allOf": [reference, true]], ["anyOf": [false, reference]], ["oneOf": [reference, false]],
            ["if": reference, "else": false], ["$ref": "fuzz:schema", "unevaluatedItems": true, "unevaluatedProperties": true],
        ]
        for wrapper in same {
            guard let schema = try? Schema.compile(wrapper, options: options) else { continue }
            Verdicts.compare(verdict, Verdicts.check(schema, on: instance), "what adds nothing changes nothing: \(wrapper.text)")
        }
        for wrapper: JSON in [["not": reference], ["if": reference, "then": false], ["oneOf": [reference, true]]] {
            guard let schema = try? Schema.compile(wrapper, options: options) else { continue }
            Verdicts.compare(verdict.negated, Verdicts.check(schema, on: instance), "what negates negates: \(wrapper.text)")
        }
        guard let schema = try? Schema.compile(["items": reference, "contains": reference], options: options) else { return }
        Verdicts.compare(verdict, Verdicts.check(schema, on: [instance]), "an element is judged as an instance is")
    }

    /// The same with hardly any budget: refused or given up, never another verdict.
    private static func checkTight(_ document: JSON, _ options: SchemaOptions, on instance: JSON, _ verdict: Verdicts.Verdict) {
        var options = options
        options.limits = SchemaLimits(maximumSteps: 12, maximumEvaluationDepth: 6, maximumViolations: 2)
        guard let schema = try? Schema.compile(document, options: options) else {
            return require(false, "the budget does not count when a schema is compiled")
        }
        Verdicts.compare(verdict, Verdicts.check(schema, on: instance, limits: options.limits), "a small budget changes no verdict")
    }
}
