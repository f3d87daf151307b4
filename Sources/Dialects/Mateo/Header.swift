import HTTPTypes

/// Header fields that the standard set of names does not have.
enum Header {
    static let prefer = declared("Prefer")
    static let preferenceApplied = declared("Preference-Applied")
    static let rateLimit = declared("ratelimit-limit")
    static let rateLimitRemaining = declared("ratelimit-remaining")

    /// A name of ours; one that is no header name is a mistake in this program.
    private static func declared(_ name: String) -> HTTPField.Name {
        guard let name = HTTPField.Name(name) else { preconditionFailure("not a header name") }
        return name
    }
}
