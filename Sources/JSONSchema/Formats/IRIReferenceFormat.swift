/// `iri-reference`: RFC 3987, with or without a scheme.
enum IRIReferenceFormat: Format {
    static let name = "iri-reference"

    static func matches(_ text: String) -> Bool {
        URISyntax(isInternational: true).isReference(text)
    }
}
