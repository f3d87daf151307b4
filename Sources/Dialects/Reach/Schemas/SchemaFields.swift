import JSONCore
import JSONSchema

/// Which fields a JSON Schema defines for `data`: what `ignoreUnknownFields` calls unknown is every other one.
///
/// JSON Schema itself lets unnamed members pass unless told otherwise; the vendor refuses them. A field counts as defined when
/// `properties` or `patternProperties` name it, also in subschemas that apply in the same place, or when `additionalProperties` or
/// `unevaluatedProperties` let more in. A schema that names no field at all is open.
struct SchemaFields: Sendable {
    private let document: JSON
    /// How many subschemas in the same place are followed into one another: references may lead in circles.
    private static let depth = 16

    init(of document: JSON) { self.document = document }

    /// Whether the schema defines the field.
    func contains(_ name: String) -> Bool {
        var scan = Scan(name: name, root: document)
        scan.visit(document, depth: Self.depth)
        return scan.isDefined || !scan.namesFields
    }

    /// The subschema that `properties` give the field at the top; nil when they do not name it.
    func subschema(of name: String) -> JSON? { document["properties"]?[name] }
}

/// The search for one field in a schema and in the subschemas that apply in the same place.
private struct Scan {
    let name: String
    let root: JSON
    var isDefined = false
    var namesFields = false

    mutating func visit(_ schema: JSON, depth: Int) {
        guard !isDefined, depth > 0, let schema = schema.asObject else { return }
        if let properties = schema["properties"]?.asObject {
            namesFields = true
            if properties.contains(name) { isDefined = true }
        }
        if let patterns = schema["patternProperties"]?.asObject, !patterns.isEmpty {
            namesFields = true
            if Self.anyPattern(of: patterns, matches: name) { isDefined = true }
        }
        for keyword in ["additionalProperties", "unevaluatedProperties"] {
            guard let rest = schema[keyword] else { continue }
            namesFields = true
            if rest.asBool != false { isDefined = true }
        }
        for keyword in ["allOf", "anyOf", "oneOf"] {
            for subschema in schema[keyword]?.asArray ?? [] { visit(subschema, depth: depth - 1) }
        }
        for keyword in ["if", "then", "else"] {
            if let subschema = schema[keyword] { visit(subschema, depth: depth - 1) }
        }
        for (_, subschema) in schema["dependentSchemas"]?.asObject ?? [:] { visit(subschema, depth: depth - 1) }
        if let reference = schema["$ref"]?.asString, let place = try? JSONPointer(uriFragment: reference),
            let target = root.value(at: place)
        {
            visit(target, depth: depth - 1)
        }
    }

    /// Whether one of the patterns takes the name: asked of the schema engine, so that patterns mean the same everywhere.
    private static func anyPattern(of patterns: JSONObject, matches name: String) -> Bool {
        let allowed = JSONObject(uniqueMembers: patterns.map { (key: $0.key, value: JSON.bool(true)) })
        let document: JSON = ["patternProperties": .object(allowed), "additionalProperties": false]
        guard let schema = try? Schema.compile(document) else { return false }
        var instance = JSONObject()
        instance[name] = .null
        return schema.validate(.object(instance)).isEmpty
    }
}
