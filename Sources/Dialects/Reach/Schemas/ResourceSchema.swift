import Endpoints
import JSONCore
import JSONSchema
import Records

/// What `{schema}` in a path names: where its resources are kept, which fields they have and which of them is the key.
///
/// Customers are kept as the shared contact. Every other schema is a platform's definition, and its resources are records of their own
/// type.
struct ResourceSchema: Sendable {
    /// The type of the records.
    let type: TypeID
    /// What resources call their `schemaDefinitionId`.
    let definitionID: String
    /// The member of `data` that is the resource's external id; nil for a definition that states none.
    let externalIDField: String?
    /// The fields that the schema defines.
    let fields: SchemaFields
    /// The platform's definition; nil for the default customers.
    let definition: RecordType?

    /// The shared contact under the platform's definition of customers, or under the default one.
    init(customers definition: RecordType?) {
        self.type = .contact
        self.definitionID = definition?.id.text ?? DefaultCustomers.definitionID
        self.externalIDField = definition?.externalIDField ?? DefaultCustomers.externalIDField
        self.fields = SchemaFields(of: definition?.dataDocument ?? DefaultCustomers.schema)
        self.definition = definition
    }

    /// The records of a platform's definition.
    init(_ definition: RecordType) {
        self.type = definition.id
        self.definitionID = definition.id.text
        self.externalIDField = definition.externalIDField
        self.fields = SchemaFields(of: definition.dataDocument)
        self.definition = definition
    }

    var isCustomers: Bool { type == .contact }

    /// Whether `data` may have a member of this name.
    func knows(_ name: String) -> Bool { isKey(name) || fields.contains(name) }

    /// Whether the member of this name is the external id.
    func isKey(_ name: String) -> Bool { externalIDField?.hasSameBytes(as: name) ?? false }
}

extension TypeCatalogue {
    /// The customers of the organisation.
    var customers: ResourceSchema { ResourceSchema(customers: custom(named: DefaultCustomers.name)) }

    /// The schema with this name, plural name or definition id, ASCII letters in either case; nil when there is none.
    func resources(named name: String) -> ResourceSchema? {
        let customers = self.customers
        if let type = custom(named: name) {
            return type.id == customers.definition?.id ? customers : ResourceSchema(type)
        }
        let isDefault = customers.definition == nil && [DefaultCustomers.name, DefaultCustomers.definitionID].contains(name.lowercased())
        return isDefault ? customers : nil
    }

    /// The schema that records of this type show themselves by; nil for the built-in types that are no resources.
    func resources(of type: TypeID) -> ResourceSchema? {
        let customers = self.customers
        if type == .contact || type == customers.definition?.id { return customers }
        guard let type = self[type], type.definition != nil else { return nil }
        return ResourceSchema(type)
    }
}

extension Call {
    /// The customers of the caller's organisation.
    func customers() async throws(RecordError) -> ResourceSchema { try await records.types().customers }

    /// The schema that a path calls `name`; refuses with ``RecordError/unknownType``.
    func resources(named name: String) async throws(RecordError) -> ResourceSchema {
        guard let schema = try await records.types().resources(named: name) else { throw .unknownType }
        return schema
    }
}

extension RecordType {
    /// The member of `data` that the definition calls the external id.
    fileprivate var externalIDField: String? { definition?["externalIDField"]?.asString }

    /// The JSON Schema of `data`, as the definition holds it.
    fileprivate var dataDocument: JSON { definition?["schema"] ?? true }
}
