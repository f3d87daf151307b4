/// `uri-reference`: RFC 3986, with or without a scheme.
enum URIReferenceFormat: Format {
    static let name = "uri-reference"

    static func matches(_ text: String) -> Bool {
        URISyntax(isInternational: false).isReference(text)
    }
}
