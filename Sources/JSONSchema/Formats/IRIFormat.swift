/// `iri`: RFC 3987, with a scheme.
enum IRIFormat: Format {
    static let name = "iri"

    static func matches(_ text: String) -> Bool {
        URISyntax(isInternational: true).isAbsolute(text)
    }
}
