import JSONCore

/// `type`: the instance is of one of the kinds, JSON Schema 2020-12 validation, section 6.1.1.
///
/// `integer` takes every number without a fraction, also written `1.0`.
final class TypeKeyword: Keyword, Constraint {
    static let name = "type"
    static let vocabulary = Vocabulary.validation

    private let kinds: Kinds
    private let place: KeywordPlace
    private let names: [String]

    private init(kinds: Kinds, names: [String], place: KeywordPlace) {
        self.kinds = kinds
        self.names = names
        self.place = place
    }

    static func compile(_ source: KeywordSource) throws(SchemaError) -> (any Constraint)? {
        let rule = "must be one of array, boolean, integer, null, number, object, string, or a non-empty array of them, each once"
        let names: [String]
        switch source.value {
        case .string(let name): names = [name]
        case .array(let elements) where !elements.isEmpty: names = try source.names()
        default: throw source.refusal(rule)
        }
        var kinds: Kinds = []
        for name in names {
            guard let kind = Kinds(name: name) else { throw source.refusal(rule) }
            kinds.formUnion(kind)
        }
        return TypeKeyword(kinds: kinds, names: names, place: source.place)
    }

    func holds(for instance: JSON, in evaluation: inout Evaluation) -> Bool {
        if kinds.include(instance) { return true }
        let limit: JSON = names.count == 1 ? .string(names[0]) : .array(names.map { .string($0) })
        return evaluation.fail(place, limit: limit, "must be of type \(names.joined(separator: " or "))")
    }
}

/// A set of the kinds that `type` can name.
private struct Kinds: OptionSet, Sendable {
    let rawValue: UInt8

    static let null = Kinds(rawValue: 1)
    static let boolean = Kinds(rawValue: 2)
    static let integer = Kinds(rawValue: 4)
    static let number = Kinds(rawValue: 8)
    static let string = Kinds(rawValue: 16)
    static let array = Kinds(rawValue: 32)
    static let object = Kinds(rawValue: 64)

    init(rawValue: UInt8) {
        self.rawValue = rawValue
    }

    init?(name: String) {
        switch name {
        case "null": self = .null
        case "boolean": self = .boolean
        case "integer": self = .integer
        case "number": self = .number
        case "string": self = .string
        case "array": self = .array
        case "object": self = .object
        default: return nil
        }
    }

    func include(_ instance: JSON) -> Bool {
        switch instance {
        case .null: contains(.null)
        case .bool: contains(.boolean)
        case .number(let number): contains(.number) || contains(.integer) && number.isInteger
        case .string: contains(.string)
        case .array: contains(.array)
        case .object: contains(.object)
        }
    }
}
