import JSONCore

/// Turns a schema document into a ``Program``.
///
/// Subschemas get their identity when they are first mentioned and are compiled one after another from a list, so neither nesting nor
/// chains of references take stack.
final class SchemaCompiler {
    let options: SchemaOptions
    private(set) var index: SchemaIndex
    private var program: Program
    private var identities: [SchemaLocation: SubschemaID] = [:]
    private var places: [SchemaLocation] = []
    private var pending: [(id: SubschemaID, value: JSON, location: SchemaLocation, resource: Int)] = []
    private var patterns: [JSON: Pattern] = [:]
    private var patternAllowance = PatternAllowance()
    private var dynamicAnchorNames: [String] = []
    private var countedSubschemas = 0
    private(set) var externalTargets: [SubschemaID: (uri: String, place: JSONPointer)] = [:]

    init(options: SchemaOptions) {
        self.options = options
        index = SchemaIndex(options: options)
        program = Program(limits: options.limits)
    }

    /// Compiles the document and everything it references.
    func compile(_ document: JSON) throws(SchemaError) -> Program {
        let resource = try index.add(document, uri: options.baseURI, draft: options.defaultDraft)
        program.root = try subschema(document, at: index.resources[resource].root, in: resource)
        try compilePending()
        try fillDynamicAnchors()
        try checkProgress(of: program, places: places.map { (index.documentURI(of: $0), $0.pointer) })
        return program
    }

    /// The identity of a schema at a place, which will be compiled.
    func subschema(_ value: JSON, at location: SchemaLocation, in outer: Int) throws(SchemaError) -> SubschemaID {
        if let id = identities[location] { return id }
        try index.addSubschema(value, at: location, in: outer)
        let resource = index.resource(at: location) ?? outer
        if !Metaschemas.isBuiltIn(index.documents[location.document].uri) { countedSubschemas += 1 }
        guard countedSubschemas <= options.limits.maximumSubschemas else {
            throw SchemaError(
                kind: .tooLarge, document: index.documentURI(of: location), pointer: location.pointer, keyword: nil,
                rule: "must have at most \(options.limits.maximumSubschemas) subschemas")
        }
        let id = SubschemaID(index: program.subschemas.count)
        program.subschemas.append(Subschema(resource: resource))
        identities[location] = id
        places.append(location)
        pending.append((id, value, location, resource))
        return id
    }

    /// The rules a resource is read by.
    func rules(of resource: Int) -> SchemaRules {
        index.resources[resource].rules
    }

    /// A compiled regular expression; the same text is compiled once.
    func pattern(_ text: String) throws(PatternError) -> Pattern {
        if let known = patterns[.string(text)] { return known }
        let pattern = try Pattern(text, allowance: &patternAllowance)
        patterns[.string(text)] = pattern
        return pattern
    }

    private func compilePending() throws(SchemaError) {
        // First come, first compiled: of several mistakes the one nearest the root is reported.
        var next = 0
        while next < pending.count {
            let (id, value, location, resource) = pending[next]
            next += 1
            program.subschemas[id.index].firstConstraint = program.constraints.count
            switch value {
            case .bool(true): break
            case .bool(false): program.constraints.append(FalseSchema(pointer: location.pointer))
            case .object(let schema): try compile(schema, id, at: location, in: resource)
            default:
                throw SchemaError(
                    kind: .malformed, document: index.documentURI(of: location), pointer: location.pointer, keyword: nil,
                    rule: "must be an object or a boolean")
            }
            program.subschemas[id.index].endConstraint = program.constraints.count
        }
        pending.removeAll()
    }

    private func compile(_ schema: JSONObject, _ id: SubschemaID, at location: SchemaLocation, in resource: Int) throws(SchemaError) {
        let rules = rules(of: resource)
        var positions = schema.keys.compactMap { keywordPositions[$0] }
        // Draft-07 ignores everything beside a `$ref` (core, section 8.3), but schemas kept there can be referenced.
        if rules.draft == .draft07 && schema.contains(RefKeyword.name) {
            let kept = [RefKeyword.name, DefinitionsKeyword.name]
            positions = positions.filter { kept.contains(keywords[$0].name) }
        }
        for position in positions.sorted() {
            let keyword = keywords[position]
            guard keyword.drafts.contains(rules.draft), rules.includes(keyword.vocabulary), let value = schema[keyword.name] else {
                continue
            }
            let source = KeywordSource(
                name: keyword.name, value: value, siblings: schema, location: location, resource: resource, compiler: self)
            guard let constraint = try keyword.compile(source) else { continue }
            program.constraints.append(constraint)
            if keyword.vocabulary == .unevaluated { program.subschemas[id.index].tracksEvaluated = true }
        }
    }
}

// MARK: - References

extension SchemaCompiler {
    /// The schema that a reference names, and the name of the `$dynamicAnchor` when it leads to one.
    func resolve(_ reference: String, for source: KeywordSource) throws(SchemaError) -> (subschema: SubschemaID, dynamicAnchor: String?) {
        let target = URIReference(reference).resolved(against: URIReference(index.resources[source.resource].uri))
        guard let resource = try resource(uri: target.withoutFragment) else {
            throw source.refusal("must name a schema that is known here; nothing is fetched", kind: .unresolvedReference)
        }
        let root = index.resources[resource].root
        let fragment = target.fragment ?? ""
        let location: SchemaLocation
        let value: JSON?
        var dynamicAnchor: String?
        if fragment.isEmpty || fragment.utf8.first == UInt8(ascii: "/") {
            guard let pointer = try? JSONPointer(uriFragment: "#\(fragment)") else {
                throw source.refusal("must end in a JSON pointer that is well formed", kind: .unresolvedReference)
            }
            location = root.appending(pointer.tokens)
            value = index.schema(at: root)?.value(at: pointer)
        } else {
            let name = String(fragment)
            guard let anchored = index.resources[resource].anchors[name] else {
                throw source.refusal("must name an anchor of the schema it leads to", kind: .unresolvedReference)
            }
            location = anchored
            value = index.schema(at: anchored)
            if index.resources[resource].dynamicAnchors[name] != nil { dynamicAnchor = name }
        }
        guard let value else {
            throw source.refusal("must lead to a schema that exists", kind: .unresolvedReference)
        }
        return (try subschema(value, at: location, in: index.resource(around: location) ?? resource), dynamicAnchor)
    }

    /// The resource with this URI, reading the registered document of that name if need be.
    private func resource(uri: String) throws(SchemaError) -> Int? {
        if let known = index.resource(uri: uri) { return known }
        if let document = options.registry[uri] { return try index.add(document, uri: uri, draft: options.defaultDraft) }
        if let document = Metaschemas.document(uri: uri) { return try index.add(document, uri: uri, draft: options.defaultDraft) }
        return nil
    }

    /// The schema that a reference stands for by the caller's word; nil when it is an ordinary one.
    func externalReference(_ reference: String, at source: KeywordSource) throws(SchemaError) -> SubschemaID? {
        guard let external = options.externalReference?(reference) else { return nil }
        let resource = try index.add(external.schema, uri: reference, draft: .draft202012)
        let id = try subschema(external.schema, at: index.resources[resource].root, in: resource)
        externalTargets[id] = (reference, source.place.pointer)
        return id
    }

    /// The position of a `$dynamicAnchor`'s name among those that `$dynamicRef` looks for.
    func position(ofDynamicAnchor name: String) -> Int {
        if let position = dynamicAnchorNames.firstIndex(of: name) { return position }
        dynamicAnchorNames.append(name)
        return dynamicAnchorNames.count - 1
    }

    /// Finds what each resource anchors under the names looked for. Compiling those schemas may bring in further names and resources.
    private func fillDynamicAnchors() throws(SchemaError) {
        var isComplete = false
        while !isComplete {
            isComplete = true
            for (position, name) in dynamicAnchorNames.enumerated() {
                if position == program.dynamicAnchors.count { program.dynamicAnchors.append([:]) }
                for (resource, description) in index.resources.enumerated() where program.dynamicAnchors[position][resource] == nil {
                    guard let location = description.dynamicAnchors[name], let value = index.schema(at: location) else { continue }
                    program.dynamicAnchors[position][resource] = try subschema(value, at: location, in: resource)
                    isComplete = false
                }
            }
            try compilePending()
        }
    }
}
