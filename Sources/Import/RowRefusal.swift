package import JSONCore
import JSONSchema
import Records

/// Why one row was not imported: line, places and rules, never a value.
package struct RowRefusal: Error, Sendable, Hashable {
    /// One place that breaks a rule.
    package struct Place: Sendable, Hashable {
        /// Into the row's record, as `{"externalID": …, "fields": {…}}`; the root where the row as a whole is at fault.
        package let pointer: JSONPointer
        /// A sentence without subject: "must be at most 250 characters".
        package let rule: String
        /// The keyword of the schema that was broken, where one was.
        package let keyword: String?
    }

    /// What is wrong with rows that never reach the engine. Codes are permanent, like those of ``RecordError/code``.
    enum Code: String {
        case jsonMalformed = "json-malformed"
        case rowInvalid = "row-invalid"
        case csvMalformed = "csv-malformed"
        case rowTooLong = "row-too-long"
        case keyMissing = "key-missing"
    }

    /// The line of the file in which the row begins, from 1.
    package let line: Int
    package let code: String
    /// At least one.
    package let places: [Place]

    private init(line: Int, code: String, places: [Place]) {
        self.line = line
        self.code = code
        self.places = places
    }

    init(line: Int, code: Code, rule: String, at pointer: JSONPointer = .root) {
        self.init(line: line, code: code.rawValue, places: [Place(pointer: pointer, rule: rule, keyword: nil)])
    }

    init(line: Int, _ violations: [Violation]) {
        self.init(line: line, code: Code.rowInvalid.rawValue, places: violations.map { Place($0, under: .root) })
    }

    static func rowTooLong(line: Int) -> RowRefusal {
        RowRefusal(line: line, code: .rowTooLong, rule: "must be at most \(ImportLimits.rowBytes) bytes")
    }

    /// The engine's refusal of the row's record.
    init(line: Int, _ error: RecordError) {
        let fields = JSONPointer(["fields"])
        let places: [Place] =
            switch error {
            case .invalid(let violations): violations.map { Place($0, under: fields) }
            case .invalidSchema(let schema):
                [
                    Place(
                        pointer: JSONPointer(["fields", "schema"] + schema.pointer.tokens), rule: schema.message, keyword: schema.keyword)
                ]
            case .missingTarget(let field, let type):
                [
                    Place(
                        pointer: JSONPointer(fields.tokens + field.tokens), rule: "must name a \(type.text) of the organisation",
                        keyword: nil)
                ]
            case .duplicate(let field): [Place(pointer: Self.pointer(field), rule: "is what another record has", keyword: nil)]
            case .referenced(let type):
                [Self.whole("cannot change while records\(type.map { " of type \($0.text)" } ?? "") refer to it")]
            case .notFound: [Self.whole("is gone")]
            case .unknownType: [Self.whole("is of a type that is gone")]
            case .contended: [Self.whole("is changed by others all the time: import the row again")]
            case .preconditionFailed: [Self.whole("has another version")]
            case .tooMany(let limit): [Self.whole("is about more than \(limit) records")]
            case .unavailable, .full, .outcomeUnknown, .tooExpensive, .broken:
                [Self.whole("could not be written")]
            }
        self.init(line: line, code: error.code, places: places)
    }

    private static func whole(_ rule: String) -> Place { Place(pointer: .root, rule: rule, keyword: nil) }

    private static func pointer(_ field: String) -> JSONPointer {
        guard field.hasPrefix("/"), let pointer = try? JSONPointer(parsing: field) else { return JSONPointer([field]) }
        return JSONPointer(["fields"] + pointer.tokens)
    }
}

extension RowRefusal.Place {
    fileprivate init(_ violation: Violation, under root: JSONPointer) {
        self.init(
            pointer: JSONPointer(root.tokens + violation.instance.tokens), rule: violation.message, keyword: violation.keyword)
    }
}

extension RowRefusal {
    /// One line: `line 17: /fields/email: must be at most 255 characters; /fields/kind: …`
    package var text: String {
        "line \(line): "
            + places.map { $0.pointer.tokens.isEmpty ? $0.rule : "\($0.pointer): \($0.rule)" }.joined(separator: "; ")
    }

    /// `{"line": 17, "code": "record-invalid", "pointer": "/fields/email", "rule": "…", "keyword": "maxLength"}`, with `more` places in an
    /// array where there are more.
    package var json: JSON {
        var object: JSONObject = ["line": .number(JSONNumber(line)), "code": .string(code)]
        var rest = places[...]
        if let first = rest.popFirst() { for (name, value) in first.json { object[name] = value } }
        if !rest.isEmpty { object["more"] = .array(rest.map { .object($0.json) }) }
        return .object(object)
    }
}

extension RowRefusal.Place {
    fileprivate var json: JSONObject {
        var object: JSONObject = ["pointer": .string(pointer.description), "rule": .string(rule)]
        object["keyword"] = keyword.map(JSON.string)
        return object
    }
}
