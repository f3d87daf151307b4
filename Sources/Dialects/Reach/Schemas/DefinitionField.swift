import JSONCore

/// A member of a schema definition in the vendor's words and its place in the definition record.
///
/// Decoding, encoding and the pointers of refusals all read this one table.
struct DefinitionField: Sendable {
    /// The member's name.
    let name: String
    /// Its older spelling, which is accepted and answered as well.
    let oldName: String?
    /// The place in the record's `fields`.
    let place: JSONPointer
    /// Whether the member is given once, at the definition's creation.
    let isFixed: Bool

    private init(_ name: String, or oldName: String? = nil, _ place: String..., isFixed: Bool = false) {
        self.name = name
        self.oldName = oldName
        self.place = JSONPointer(place)
        self.isFixed = isFixed
    }

    static let name = DefinitionField("name", "key", isFixed: true)
    static let pluralName = DefinitionField("pluralName", or: "plural_name", "pluralName", isFixed: true)
    static let externalIDField = DefinitionField("externalIdField", or: "external_id_field", "externalIDField")
    static let schema = DefinitionField("schema", "schema")

    static let all = [
        name, pluralName,
        DefinitionField("description", "description"),
        DefinitionField("category", "category"),
        externalIDField, schema,
        DefinitionField("assertsFormat", "assertsFormat"),
        DefinitionField("fieldsToExpose", "exposure", "fieldsToExpose"),
        DefinitionField("exposeNameJsonPath", "exposure", "exposeNameJsonPath"),
    ]
}
