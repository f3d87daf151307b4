import JSONCore
import JSONSchema

/// A schema on the first line and an instance after it: one verdict, however it is asked for, and within any budget.
enum SchemaInstanceTarget: FuzzTarget {
    static let name = "schema-instance"
    static let jsonTexts = 2

    static func run(_ input: UnsafeRawBufferPointer) {
        guard let (first, second) = input.twoTexts else { return }
        guard let document = try? JSON.parse(first), let instance = try? JSON.parse(second) else { return }
        guard let schema = try? Schema.compile(document) else { return }
        Verdicts.check(schema, on: instance)
        let options = SchemaOptions(assertsFormat: true)
        guard let schema = try? Schema.compile(document, options: options) else {
            return require(false, "asserting formats refuses no schema")
        }
        let verdict = Verdicts.check(schema, on: instance)
        checkPlaces(of: schema.validate(instance), in: document)
        Verdicts.compare(verdict, Verdicts.check(schema, on: instance.withMembersReversed), "the order of members does not count")
        checkWrapped(document, options, on: instance, verdict)
        checkTight(document, options, on: instance, verdict)
    }

    /// The place of a violation is the schema's own, unless a reference leads to the metaschemas.
    private static func checkPlaces(of violations: [Violation], in document: JSON) {
        guard !document.text.contains("json-schema.org") else { return }
        for violation in violations where violation.keyword != Violation.budget {
            require(document.value(at: violation.schema) != nil, "a violation names a place of the schema: \(violation.schema)")
        }
    }

    /// The schema in a combination that must not change its verdict, and in one that must turn it round.
    ///
    /// Which of them is left to the length of the schema, because each is compiled anew.
    private static func checkWrapped(_ document: JSON, _ options: SchemaOptions, on instance: JSON, _ verdict: Verdicts.Verdict) {
        var options = options
        options.registry = ["fuzz:schema": document]
        let choice = document.text.utf8.count
        let same = equivalents[choice % equivalents.count]
        if let schema = try? Schema.compile(same.schema, options: options) {
            let instance: JSON = same.isOfElements ? [instance] : instance
            Verdicts.compare(verdict, Verdicts.check(schema, on: instance), "what adds nothing changes nothing: \(same.schema.text)")
        }
        let opposite = opposites[choice % opposites.count]
        if let schema = try? Schema.compile(opposite, options: options) {
            Verdicts.compare(verdict.negated, Verdicts.check(schema, on: instance), "what negates negates: \(opposite.text)")
        }
    }

    private static let reference: JSON = ["$ref": "fuzz:schema"]

    private static let equivalents: [(schema: JSON, isOfElements: Bool)] =
        [
            reference, ["allOf": [reference, true]], ["anyOf": [false, reference]], ["oneOf": [reference, false]],
            ["if": reference, "else": false], ["$ref": "fuzz:schema", "unevaluatedItems": true, "unevaluatedProperties": true],
        ].map { ($0, false) } + [["items": reference], ["prefixItems": [reference]], ["contains": reference]].map { ($0, true) }

    private static let opposites: [JSON] = [["not": reference], ["if": reference, "then": false], ["oneOf": [reference, true]]]

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
