import JSONCore

/// A schema with a URI of its own: the root of a document, or a part of it with `$id`.
struct SchemaResource {
    /// Its URI without fragment; empty when it has none.
    let uri: String
    let root: SchemaLocation
    let rules: SchemaRules
    /// The schemas that `$anchor` names within it; those of `$dynamicAnchor` too.
    var anchors: [String: SchemaLocation] = [:]
    /// The schemas that `$dynamicAnchor` names within it.
    var dynamicAnchors: [String: SchemaLocation] = [:]
}

/// The documents a schema is compiled from, with the resources and anchors in them, so that references can be resolved.
///
/// Identifiers count only where a schema stands, never within `enum`, `const` or a keyword that is not known.
struct SchemaIndex {
    private(set) var documents: [(uri: String, root: JSON)] = []
    private(set) var resources: [SchemaResource] = []
    private var resourcesByURI: [String: Int] = [:]
    private var resourcesByRoot: [SchemaLocation: Int] = [:]
    /// The schemas read so far.
    private var indexed: [SchemaLocation: JSON] = [:]
    private let metaschemas: MetaschemaReader
    private let limits: SchemaLimits

    init(options: SchemaOptions) {
        metaschemas = MetaschemaReader(registry: options.registry)
        limits = options.limits
    }

    /// The document's URI, for refusals; nil for the schema's own document.
    func documentURI(of location: SchemaLocation) -> String? {
        location.document == 0 ? nil : documents[location.document].uri
    }

    /// The resource with this URI among the documents read so far.
    func resource(uri: String) -> Int? {
        resourcesByURI[uri]
    }

    /// The resource a place is part of: the innermost one around it.
    func resource(around location: SchemaLocation) -> Int? {
        var place = location
        repeat {
            if let resource = resourcesByRoot[place] { return resource }
        } while place.ascend()
        return nil
    }

    /// The resource that begins at a place; nil when none does.
    func resource(at location: SchemaLocation) -> Int? {
        resourcesByRoot[location]
    }

    /// The schema at a place that has been read; nil where none has.
    func schema(at location: SchemaLocation) -> JSON? {
        indexed[location]
    }

    /// Reads a document that is known by a URI; a document without `$schema` follows the draft given.
    mutating func add(_ root: JSON, uri: String, draft: Draft) throws(SchemaError) -> Int {
        let location = SchemaLocation(rootOf: documents.count)
        documents.append((uri, root))
        var rules = SchemaRules(draft: draft)
        if let named = root["$schema"] { rules = try metaschemas.rules(named: named, at: location, in: documentURI(of: location)) }
        var own = URIReference(uri).withoutFragment
        if let id = Self.identifier(of: root, under: rules) { own = try self.uri(of: id, against: uri, at: location) }
        let resource = resources.count
        resources.append(SchemaResource(uri: own, root: location, rules: rules))
        resourcesByRoot[location] = resource
        if resourcesByURI[own] == nil { resourcesByURI[own] = resource }
        if resourcesByURI[uri] == nil { resourcesByURI[uri] = resource }
        try indexSubschemas(from: root, at: location, in: resource)
        return resource
    }

    /// Reads the schemas from a place on that no keyword marks as a schema but a reference leads to.
    mutating func addSubschema(_ value: JSON, at location: SchemaLocation, in resource: Int) throws(SchemaError) {
        if indexed[location] == nil { try indexSubschemas(from: value, at: location, in: resource) }
    }

    private mutating func indexSubschemas(from root: JSON, at location: SchemaLocation, in resource: Int) throws(SchemaError) {
        var pending = [(value: root, location: location, resource: resource, depth: 0)]
        // First come, first read: of two schemas with the same name the later one is refused.
        var next = 0
        while next < pending.count {
            let (value, location, outer, depth) = pending[next]
            next += 1
            guard indexed.updateValue(value, forKey: location) == nil, case .object(let schema) = value else { continue }
            guard depth < limits.maximumSchemaDepth else {
                throw SchemaError(
                    kind: .tooLarge, document: documentURI(of: location), pointer: location.pointer, keyword: nil,
                    rule: "must have at most \(limits.maximumSchemaDepth) schemas within one another")
            }
            let resource = try beginResource(of: schema, at: location, in: outer)
            try indexAnchors(of: schema, at: location, in: resource)
            let rules = resources[resource].rules
            for (name, member) in schema {
                guard let position = keywordPositions[name] else { continue }
                let keyword = keywords[position]
                guard keyword.drafts.contains(rules.draft), rules.includes(keyword.vocabulary) else { continue }
                for (tokens, subschema) in Self.subschemas(in: member, shape: keyword.subschemas) {
                    pending.append((subschema, location.appending([name] + tokens), resource, depth + 1))
                }
            }
        }
    }

    /// The resource that begins with the schema's `$id`; the one around it when there is no `$id`.
    private mutating func beginResource(
        of schema: JSONObject, at location: SchemaLocation, in outer: Int
    ) throws(SchemaError) -> Int {
        if let known = resourcesByRoot[location] { return known }
        var rules = resources[outer].rules
        guard let id = Self.identifier(of: .object(schema), under: rules) else { return outer }
        if let named = schema["$schema"] { rules = try metaschemas.rules(named: named, at: location, in: documentURI(of: location)) }
        let uri = try self.uri(of: id, against: resources[outer].uri, at: location)
        guard resourcesByURI[uri] == nil else {
            throw SchemaError(
                kind: .malformed, document: documentURI(of: location), pointer: location.pointer.appending(IDKeyword.name),
                keyword: IDKeyword.name, rule: "must be a URI that no other schema has")
        }
        let resource = resources.count
        resources.append(SchemaResource(uri: uri, root: location, rules: rules))
        resourcesByURI[uri] = resource
        resourcesByRoot[location] = resource
        return resource
    }

    private mutating func indexAnchors(of schema: JSONObject, at location: SchemaLocation, in resource: Int) throws(SchemaError) {
        switch resources[resource].rules.draft {
        case .draft202012:
            for keyword in [AnchorKeyword.name, DynamicAnchorKeyword.name] {
                guard case .string(let name) = schema[keyword] else { continue }
                let isDynamic = keyword == DynamicAnchorKeyword.name
                if let other = resources[resource].anchors.updateValue(location, forKey: name), other != location {
                    throw SchemaError(
                        kind: .malformed, document: documentURI(of: location), pointer: location.pointer.appending(keyword),
                        keyword: keyword, rule: "must be a name that no other schema of the resource has")
                }
                if isDynamic { resources[resource].dynamicAnchors[name] = location }
            }
        case .draft07:
            // An `$id` that is a fragment only is what later drafts call an anchor (draft-07 core, section 8.2.3).
            guard schema["$ref"] == nil, case .string(let id) = schema[IDKeyword.name] else { return }
            guard let fragment = URIReference(id).fragment, !fragment.isEmpty else { return }
            resources[resource].anchors[String(fragment)] = location
        }
    }

    /// The URI that an `$id` gives the schema at a place. It is bounded because every identifier and reference below is resolved against it.
    private func uri(of id: String, against base: String, at location: SchemaLocation) throws(SchemaError) -> String {
        let uri = URIReference(id).resolved(against: URIReference(base)).withoutFragment
        guard uri.utf8.count <= limits.maximumURILength else {
            throw SchemaError(
                kind: .tooLarge, document: documentURI(of: location), pointer: location.pointer.appending(IDKeyword.name),
                keyword: IDKeyword.name, rule: "must make a URI of at most \(limits.maximumURILength) bytes")
        }
        return uri
    }

    /// The `$id` that makes the schema a resource of its own.
    private static func identifier(of schema: JSON, under rules: SchemaRules) -> String? {
        guard case .string(let id) = schema[IDKeyword.name], id.utf8.first != UInt8(ascii: "#") else { return nil }
        // Draft-07 ignores everything beside a `$ref` (core, section 8.3).
        if rules.draft == .draft07 && schema["$ref"] != nil { return nil }
        return id
    }

    private static func subschemas(in value: JSON, shape: SubschemaShape) -> [(tokens: [String], value: JSON)] {
        switch (shape, value) {
        case (.schema, .object), (.schemaOrArray, .object):
            [([], value)]
        case (.array, .array(let elements)), (.schemaOrArray, .array(let elements)):
            elements.enumerated().map { ([String($0.offset)], $0.element) }
        case (.map, .object(let members)):
            members.map { ([$0.key], $0.value) }
        default:
            []
        }
    }
}
