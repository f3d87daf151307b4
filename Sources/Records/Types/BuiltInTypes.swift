import JSONCore
import JSONSchema

extension RecordType {
    /// The types that every organisation has, in the order of ``TypeID/builtIn``.
    package static let builtIn: [RecordType] = [
        contact, company, conversation, message, inbox, channel, employee, tag, definitionType, webhook,
    ]

    /// A built-in type from its declaration in this folder.
    static func declared(
        _ id: TypeID, plural: String, _ summary: String, schema: StaticString, references: [ReferenceRule] = [],
        indexes: [FieldIndex] = [], derivation: Derivation = .none
    ) -> RecordType {
        let document = JSON.declared(schema)
        return RecordType(
            id: id, name: id.text, pluralName: plural, summary: summary, schema: Schema.declared(document), schemaDocument: document,
            references: references, indexes: indexes, derivation: derivation)
    }
}
