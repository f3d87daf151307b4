import JSONCore
import Records

/// What a type's schema says of one field, as far as it tells how a cell of text is to be read.
///
/// It looks at `type`, `enum`, `const`, `properties`, `additionalProperties` and `items`, behind references inside the document. Of whatever
/// else a schema may say it knows nothing; the record is judged by all of it later.
struct FieldSchema: Sendable {
    private let document: JSON
    private let schema: JSON
    /// The JSON types that a value may have; empty when nothing is said.
    private let kinds: Set<JSONKind>

    /// What the type says of `fields` as a whole.
    init(_ type: RecordType) { self.init(document: type.schemaDocument, type.schemaDocument) }

    /// What a schema document says.
    init(_ document: JSON) { self.init(document: document, document) }

    private init(document: JSON, _ schema: JSON) {
        self.document = document
        self.schema = Self.resolved(schema, in: document)
        kinds = Self.kinds(self.schema)
    }

    /// What is said of a member; nil when there can be none of that name. `isData` says that the member's schema is a document of its
    /// own, to which references in it are relative.
    func member(_ name: String, isData: Bool = false) -> FieldSchema? {
        if let schema = schema["properties"]?[name] { return FieldSchema(document: isData ? schema : document, schema) }
        switch schema["additionalProperties"] {
        case .bool(false): return isOpenOtherwise ? FieldSchema(document: document, true) : nil
        case .object(let rest): return FieldSchema(document: document, .object(rest))
        default: return FieldSchema(document: document, true)
        }
    }

    /// The value that a cell stands for. A text that is none of what the schema allows stays a text, and the record is refused for it.
    func value(of cell: String) -> JSON {
        if kinds.isEmpty || kinds.contains(.string) { return .string(cell) }
        if kinds.contains(.boolean), cell == "true" || cell == "false" { return .bool(cell == "true") }
        if kinds.contains(.number), let number = JSONNumber(text: cell) { return .number(number) }
        if kinds.contains(.object), cell.utf8.first == UInt8(ascii: "{"), let value = try? JSON.parse(cell) { return value }
        guard kinds.contains(.array) else { return .string(cell) }
        if cell.utf8.first == UInt8(ascii: "[") { return (try? JSON.parse(cell)) ?? .string(cell) }
        return .array([FieldSchema(document: document, schema["items"] ?? true).value(of: cell)])
    }

    private static func kinds(_ schema: JSON) -> Set<JSONKind> {
        let names: [String]
        switch schema["type"] {
        case .string(let name): names = [name]
        case .array(let list): names = list.compactMap(\.asString)
        default: return Set((schema["enum"]?.asArray ?? schema["const"].map { [$0] } ?? []).map(\.kind))
        }
        return Set(names.compactMap { name in name == "integer" ? .number : JSONKind.allCases.first { $0.name == name } })
    }

    /// Whether members may also be allowed by keywords that are not looked at here.
    private var isOpenOtherwise: Bool { schema["patternProperties"] != nil }

    /// The schema behind references inside the document; as it stands where they lead nowhere or on without end.
    private static func resolved(_ schema: JSON, in document: JSON) -> JSON {
        var schema = schema
        for _ in 0..<8 {
            guard let reference = schema["$ref"]?.asString, let pointer = try? JSONPointer(uriFragment: reference),
                let target = document.value(at: pointer)
            else { return schema }
            schema = target
        }
        return schema
    }
}
