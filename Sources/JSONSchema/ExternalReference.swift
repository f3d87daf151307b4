package import JSONCore

/// What a reference stands for that leads out of JSON Schema, for instance to the records of another type.
package struct ExternalReference: Sendable {
    /// The schema that instances must satisfy in place of the reference, such as `{"type": "string"}` for a record's identifier.
    package let schema: JSON

    /// A reference whose instances must satisfy this schema.
    package init(schema: JSON) {
        self.schema = schema
    }
}

/// A place where a schema uses an external reference.
package struct ExternalReferenceUse: Sendable, Hashable {
    /// The text of the `$ref`.
    package let uri: String
    /// Where the `$ref` stands in the schema.
    package let schema: JSONPointer
    /// Where in an instance the reference applies, from the root: `["customer"]` or, for each element of an array, `["tags", *]`.
    package let path: [InstanceStep]
}

/// One step of a path that leads to the part of an instance a subschema applies to.
package enum InstanceStep: Sendable, Hashable {
    /// The member with this name.
    case member(String)
    /// Any member that has not a subschema of its own.
    case anyMember
    /// The element at this position, from zero.
    case element(Int)
    /// Any element that has not a subschema of its own.
    case anyElement
}
