package import Access
package import HTTPTypes
package import JSONCore
package import Records

/// One vendor's API: its endpoints, its credentials and the way it says no. Shared and not copied, like its endpoints.
package final class Dialect: Sendable {
    /// The name in `/openapi/{name}.json`.
    package let name: String
    package let title: String
    package let summary: String
    package let source: Source
    package let scheme: CredentialScheme
    /// The first path segments that are this dialect's: an unknown path under them is refused in its shape.
    package let roots: [String]
    /// Extra prefixes under which every path is served as well: Kare's stage `/main`.
    package let prefixes: [String]
    /// The headers that tell callers how many requests they have left; nil when the vendor documents none.
    package let rateLimitHeaders: RateLimitHeaders?
    /// Whether the endpoints read `If-Match` and its kin. Where they do not, a write that carries one is refused: a condition that is not
    /// honoured is an error, never silence.
    package let honoursPreconditions: Bool
    /// JSON Schema of every error body.
    package let errorSchema: JSON
    /// The media type of every error body.
    package let errorMediaType: String
    package let endpoints: [Endpoint]
    /// Draws a failure in the vendor's shape.
    package let refuse: @Sendable (Failure, IncomingRequest) -> Reply

    package init(
        name: String, title: String, summary: String, source: Source, scheme: CredentialScheme, roots: [String], prefixes: [String] = [],
        rateLimitHeaders: RateLimitHeaders? = nil, honoursPreconditions: Bool = false, errorSchema: JSON,
        errorMediaType: String = "application/json", endpoints: [Endpoint],
        refuse: @escaping @Sendable (Failure, IncomingRequest) -> Reply
    ) {
        self.name = name
        self.title = title
        self.summary = summary
        self.source = source
        self.scheme = scheme
        self.roots = roots
        self.prefixes = prefixes
        self.rateLimitHeaders = rateLimitHeaders
        self.honoursPreconditions = honoursPreconditions
        self.errorSchema = errorSchema
        self.errorMediaType = errorMediaType
        self.endpoints = endpoints
        self.refuse = refuse
    }
}

/// The names of the headers that tell how many requests a credential has left.
package struct RateLimitHeaders: Sendable {
    package let limit: HTTPField.Name
    package let remaining: HTTPField.Name

    package init(limit: HTTPField.Name, remaining: HTTPField.Name) {
        self.limit = limit
        self.remaining = remaining
    }
}
