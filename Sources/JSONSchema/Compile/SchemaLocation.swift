import JSONCore

/// A place in one of the documents a schema is compiled from.
///
/// Its hash continues that of the place above it, so that a long name on the way is read once and not again for every schema below it.
struct SchemaLocation: Hashable {
    /// The document's position among those read; the schema's own is 0.
    let document: Int
    private(set) var pointer: JSONPointer
    /// The hashes of the places on the way, that of the root left out.
    private var hashes: [Int] = []

    /// The root of a document.
    init(rootOf document: Int) {
        self.document = document
        pointer = .root
    }

    /// The place below this one.
    func appending(_ tokens: String...) -> SchemaLocation {
        appending(tokens)
    }

    /// The place below this one.
    func appending(_ tokens: [String]) -> SchemaLocation {
        var place = self
        for token in tokens {
            var hasher = Hasher()
            hasher.combine(place.hashes.last ?? document)
            token.hashBytes(into: &hasher)
            place.hashes.append(hasher.finalize())
            place.pointer.tokens.append(token)
        }
        return place
    }

    /// Moves to the place above; false at the root.
    mutating func ascend() -> Bool {
        hashes.removeLast(min(1, hashes.count))
        return pointer.tokens.popLast() != nil
    }

    static func == (left: SchemaLocation, right: SchemaLocation) -> Bool {
        left.document == right.document && left.hashes.last == right.hashes.last && left.pointer == right.pointer
    }

    func hash(into hasher: inout Hasher) {
        hasher.combine(hashes.last ?? document)
    }
}
