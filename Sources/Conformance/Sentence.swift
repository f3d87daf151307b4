package import JSONCore
package import JSONSchema

extension JSONPointer {
    /// The sentence that begins with this place, `/name: must be a string`; the rule alone where the place is the whole document.
    package func sentence(_ rule: String) -> String {
        tokens.isEmpty ? rule : "\(self): \(rule)"
    }
}

extension SchemaError {
    /// The refusal as one sentence with its place: `/properties/name/minLength: minLength must be a non-negative integer`.
    package var sentence: String {
        if let document { "\(document)#\(pointer): \(message)" } else { pointer.sentence(message) }
    }
}
