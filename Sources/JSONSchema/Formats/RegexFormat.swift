/// `regex`: a regular expression of ECMA-262, as ``PatternParser`` reads it.
enum RegexFormat: Format {
    static let name = "regex"

    static func matches(_ text: String) -> Bool {
        PatternParser.accepts(text)
    }

    static func steps(forBytes count: Int) -> Int { 8 + 2 * count }
}
