import JSONCore

/// A place in one of the documents a schema is compiled from.
struct SchemaLocation: Hashable {
    /// The document's position among those read; the schema's own is 0.
    let document: Int
    let pointer: JSONPointer

    /// The place below this one.
    func appending(_ tokens: String...) -> SchemaLocation {
        SchemaLocation(document: document, pointer: JSONPointer(pointer.tokens + tokens))
    }
}
