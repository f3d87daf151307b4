package import JSONCore
package import JSONSchema

/// What is true of every record of one kind: its schema, its references, and the fields that are unique or indexed.
///
/// A type is declared once. The store makes its indexes from the declaration, the engine its checks, the native API its document. It never
/// changes; being shared and not copied, it costs a request nothing to carry along.
package final class RecordType: Sendable {
    package let id: TypeID
    /// The name in paths and messages: `contact`, or a definition's key.
    package let name: String
    /// The other name in paths: `contacts`, or a definition's plural name.
    package let pluralName: String
    package let summary: String
    /// What `fields` must obey after every write; of a customer-defined type, all but what stands in `data`.
    package let schema: Schema
    /// What the member `data` must obey; nil for a built-in type.
    package let dataSchema: Schema?
    /// The document that `schema` was compiled from, with that of `dataSchema` in its place.
    package let schemaDocument: JSON
    package let references: [ReferenceRule]
    package let indexes: [FieldIndex]
    /// Fields that follow from others.
    package let derivation: Derivation
    /// The definition record that declares the type; nil for a built-in one.
    package let definition: Record?

    package init(
        id: TypeID, name: String, pluralName: String, summary: String, schema: Schema, dataSchema: Schema? = nil, schemaDocument: JSON,
        references: [ReferenceRule] = [], indexes: [FieldIndex] = [], derivation: Derivation = .none, definition: Record? = nil
    ) {
        self.id = id
        self.name = name
        self.pluralName = pluralName
        self.summary = summary
        self.schema = schema
        self.dataSchema = dataSchema
        self.schemaDocument = schemaDocument
        self.references = references
        self.indexes = indexes
        self.derivation = derivation
        self.definition = definition
    }
}

extension RecordType {
    /// How `fields` breaks the type's schemas, in their fixed order; empty when it does not.
    package func violations(of fields: JSONObject) -> [Violation] {
        let violations = schema.validate(.object(fields))
        guard let dataSchema, violations.isEmpty, let data = fields[DefinedType.data] else { return violations }
        return dataSchema.validate(data).map { $0.inside(DefinedType.data) }
    }

    /// The values that a new record gets for members it does not name: the `default` of the schema's properties.
    package var defaults: [(name: String, value: JSON)] {
        guard definition == nil, let properties = schemaDocument["properties"]?.asObject else { return [] }
        return properties.compactMap { name, schema in schema["default"].map { (name, $0) } }
    }
}

/// A field that names another record.
package struct ReferenceRule: Sendable, Hashable {
    /// How the field's text names its target.
    package enum Naming: Sendable, Hashable {
        case id
        /// By the target's external id, as Reach's `$ref` fields do.
        case externalID
    }

    /// The field, as a pointer into `fields`.
    package let field: JSONPointer
    /// The same as text, as ``RecordReference/field`` names it.
    package let fieldText: String
    package let target: TypeID
    package let naming: Naming
    /// Whether the field is an array of names.
    package let isMany: Bool

    package init(_ field: JSONPointer, to target: TypeID, naming: Naming = .id, isMany: Bool = false) {
        self.field = field
        self.fieldText = field.description
        self.target = target
        self.naming = naming
        self.isMany = isMany
    }

    /// A rule for the member of `fields` called `name`.
    package init(_ name: String, to target: TypeID, isMany: Bool = false) {
        self.init(JSONPointer([name]), to: target, isMany: isMany)
    }
}

/// A field that queries find quickly, or that no two records of the type may share.
package struct FieldIndex: Sendable, Hashable {
    /// The field, as a pointer into `fields`.
    package let field: JSONPointer
    package let isUnique: Bool
    /// Whether ASCII letters count as equal in either case. Only for unique fields.
    package let ignoresCase: Bool

    package init(_ field: JSONPointer, isUnique: Bool = false, ignoresCase: Bool = false) {
        self.field = field
        self.isUnique = isUnique
        self.ignoresCase = ignoresCase
    }

    /// An index of the member of `fields` called `name`.
    package init(_ name: String, isUnique: Bool = false, ignoresCase: Bool = false) {
        self.init(JSONPointer([name]), isUnique: isUnique, ignoresCase: ignoresCase)
    }
}

/// Fields that follow from other fields of the same record.
package enum Derivation: Sendable, Hashable {
    case none
    /// `name` and `firstName`, `lastName` of a person keep each other true (``ContactName``).
    case contactName
}

extension Violation {
    /// The violation as seen from the object whose member `name` holds the instance.
    fileprivate func inside(_ name: String) -> Violation {
        Violation(instance: JSONPointer([name] + instance.tokens), keyword: keyword, schema: schema, limit: limit, message: message)
    }
}
