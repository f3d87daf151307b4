/// `uri`: RFC 3986, with a scheme.
enum URIFormat: Format {
    static let name = "uri"

    static func matches(_ text: String) -> Bool {
        URISyntax(isInternational: false).isAbsolute(text)
    }
}
