import JSONCore

/// What a keyword is compiled from: its value, its siblings and the compiler that gives subschemas their identity.
struct KeywordSource {
    let name: String
    let value: JSON
    /// The schema the keyword stands in.
    let siblings: JSONObject
    /// The place of that schema.
    let location: SchemaLocation
    let resource: Int
    let compiler: SchemaCompiler

    /// Where the keyword stands, for violations.
    var place: KeywordPlace { place(of: name) }

    /// Where a sibling keyword stands, for constraints that judge several together.
    func place(of keyword: String) -> KeywordPlace {
        KeywordPlace(keyword: keyword, pointer: location.pointer.appending(keyword))
    }

    /// A refusal of the value, or of the part of it that the tokens lead to.
    func refusal(_ rule: String, at tokens: [String] = [], kind: SchemaError.Kind = .malformed) -> SchemaError {
        SchemaError(
            kind: kind, document: compiler.index.documentURI(of: location),
            pointer: JSONPointer(location.pointer.tokens + [name] + tokens), keyword: name, rule: rule)
    }

    /// The same for a sibling keyword.
    func sibling(_ keyword: String) -> KeywordSource? {
        siblings[keyword].map {
            KeywordSource(name: keyword, value: $0, siblings: siblings, location: location, resource: resource, compiler: compiler)
        }
    }

    /// The rules of the draft and vocabularies that the schema is read by.
    var rules: SchemaRules { compiler.rules(of: resource) }
}

// MARK: - Values as the metaschemas demand them

extension KeywordSource {
    /// The value as a schema.
    func subschema() throws(SchemaError) -> SubschemaID {
        try compiler.subschema(value, at: location.appending(name), in: resource)
    }

    /// A member of the value as a schema.
    func subschema(_ member: JSON, at token: String) throws(SchemaError) -> SubschemaID {
        try compiler.subschema(member, at: location.appending(name, token), in: resource)
    }

    /// The value as a non-empty array of schemas.
    func subschemaArray() throws(SchemaError) -> [SubschemaID] {
        guard case .array(let elements) = value, !elements.isEmpty else { throw refusal("must be a non-empty array of schemas") }
        var result: [SubschemaID] = []
        for (position, element) in elements.enumerated() {
            result.append(try compiler.subschema(element, at: location.appending(name, String(position)), in: resource))
        }
        return result
    }

    /// The value as an object whose members are schemas, in order.
    func subschemaMap() throws(SchemaError) -> [(name: String, schema: SubschemaID)] {
        var result: [(name: String, schema: SubschemaID)] = []
        for (key, element) in try object("must be an object whose members are schemas") {
            result.append((key, try compiler.subschema(element, at: location.appending(name, key), in: resource)))
        }
        return result
    }

    /// A text of the value as a regular expression.
    func pattern(_ text: String, at tokens: [String] = []) throws(SchemaError) -> Pattern {
        guard text.utf8.count <= compiler.options.limits.maximumPatternLength else {
            throw refusal(
                "must have patterns of at most \(compiler.options.limits.maximumPatternLength) bytes", at: tokens, kind: .tooLarge)
        }
        do {
            return try compiler.pattern(text)
        } catch {
            throw refusal("must be a regular expression of ECMA-262: \(error.rule)", at: tokens, kind: .invalidPattern)
        }
    }

    /// The value as an object.
    func object(_ rule: String) throws(SchemaError) -> JSONObject {
        guard case .object(let object) = value else { throw refusal(rule) }
        return object
    }

    /// The value as a string.
    func string() throws(SchemaError) -> String {
        guard case .string(let text) = value else { throw refusal("must be a string") }
        return text
    }

    /// The value as a truth value.
    func boolean() throws(SchemaError) -> Bool {
        guard case .bool(let flag) = value else { throw refusal("must be true or false") }
        return flag
    }

    /// The value as a number.
    func number() throws(SchemaError) -> JSONNumber {
        guard case .number(let number) = value else { throw refusal("must be a number") }
        return number
    }

    /// The value as a count; one past every count that can occur is the largest integer.
    func count() throws(SchemaError) -> Int {
        guard case .number(let number) = value, number.isInteger, number >= 0 else { throw refusal("must be a non-negative integer") }
        return number.intValue ?? .max
    }

    /// The value as an array of strings, each once.
    func names(at tokens: [String] = [], of value: JSON? = nil) throws(SchemaError) -> [String] {
        let rule = "must be an array of strings, each once"
        guard case .array(let elements) = value ?? self.value else { throw refusal(rule, at: tokens) }
        var seen: Set<JSON> = []
        var result: [String] = []
        for (position, element) in elements.enumerated() {
            guard case .string(let name) = element, seen.insert(element).inserted else {
                throw refusal(rule, at: tokens + [String(position)])
            }
            result.append(name)
        }
        return result
    }
}
