import JSONCore
package import JSONSchema

/// How a definition record becomes a record type.
///
/// A customer-defined record's `fields` are `{"contact": id?, "data": {…}}`: `data` obeys the definition's schema, `contact` is the
/// person it belongs to. Members of `data` whose schema is `{"$ref": "reach:schemas/NAME"}` are references by external id.
package enum DefinedType {
    /// The member of `fields` that the definition's schema describes.
    package static let data = "data"
    /// The member of `fields` that names the contact.
    package static let contact = "contact"
    /// The scheme of references between definitions, as Reach writes them.
    package static let referenceScheme = "reach:schemas/"
    /// Bytes of a definition's schema as JSON text.
    package static let schemaLimit = 256 << 10

    /// The type that `definition` declares.
    ///
    /// `target` names the type behind a reference's name. Refuses a schema that does not compile, and in it references to nothing, with
    /// ``RecordError/invalidSchema(_:)``; one over ``schemaLimit`` with ``RecordError/invalid(_:)``.
    static func make(from definition: Record, target: (String) -> TypeID?) throws(RecordError) -> RecordType {
        guard let document = definition["schema"], let key = definition["key"]?.asString else {
            throw .broken(reason: "definition without schema")
        }
        let dataSchema = try compile(document, assertsFormat: definition["assertsFormat"]?.asBool ?? false)
        var references = [ReferenceRule(JSONPointer([contact]), to: .contact)]
        for use in dataSchema.externalReferences {
            guard let place = place(of: use.path), let type = target(String(use.uri.dropFirst(referenceScheme.count))) else {
                throw .invalidSchema(
                    SchemaError(
                        kind: .unresolvedReference, pointer: use.schema, keyword: "$ref", rule: "must name a schema of the same platform"))
            }
            references.append(ReferenceRule(place.field, to: type, naming: .externalID, isMany: place.isMany))
        }
        return RecordType(
            id: TypeID(definition: definition.id), name: key, pluralName: definition["pluralName"]?.asString ?? key,
            summary: definition["description"]?.asString ?? definition["name"]?.asString ?? key, schema: envelope, dataSchema: dataSchema,
            schemaDocument: envelopeDocument(data: document), references: references, definition: definition)
    }

    /// Compiles a definition's schema.
    static func compile(_ document: JSON, assertsFormat: Bool) throws(RecordError) -> Schema {
        guard document.serialized().count <= schemaLimit else {
            throw .invalidSchema(
                SchemaError(kind: .tooLarge, pointer: .root, keyword: nil, rule: "must be at most \(schemaLimit) bytes of JSON"))
        }
        var options = SchemaOptions()
        options.assertsFormat = assertsFormat
        options.externalReference = meaning(of:)
        do throws(SchemaError) { return try Schema.compile(document, options: options) } catch { throw .invalidSchema(error) }
    }

    /// What a reference between definitions stands for, as ``SchemaOptions/externalReference`` asks: for `reach:schemas/NAME` an external
    /// id; nil for any other reference.
    @Sendable package static func meaning(of reference: String) -> ExternalReference? {
        reference.lowercased().hasPrefix(referenceScheme) ? recordName : nil
    }

    /// Everything but what stands in `data`.
    private static let envelope = Schema.declared(envelopeDocument(data: ["type": "object"]))

    private static func envelopeDocument(data schema: JSON) -> JSON {
        [
            "type": "object",
            "properties": [
                "contact": ["type": "string", "format": "uuid", "description": "The contact's id."],
                "data": schema,
            ],
            "required": ["data"],
            "additionalProperties": false,
        ]
    }

    /// What stands where a reference does: the target's external id.
    private static let recordName = ExternalReference(schema: ["type": "string", "minLength": 1])

    /// The field that a path into `data` leads to, and whether it holds many names; nil where it leads to no one field.
    private static func place(of path: [InstanceStep]) -> (field: JSONPointer, isMany: Bool)? {
        var tokens = [data]
        for (index, step) in path.enumerated() {
            switch step {
            case .member(let name): tokens.append(name)
            case .anyElement where index == path.count - 1: return (JSONPointer(tokens), true)
            case .anyElement, .anyMember, .element: return nil
            }
        }
        return (JSONPointer(tokens), false)
    }
}
