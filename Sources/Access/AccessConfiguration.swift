/// Everything about credentials that an operator or a test may set, with the values that hold when nobody does.
package struct AccessConfiguration: Sendable, Hashable {
    /// Requests per minute of a credential that has no limit of its own.
    ///
    /// Practically unlimited unless set: a self-hosted server is sized by its owner. Nateq's own figures are 1,000 for a live and 100 for
    /// a test token (developers.nateq.io/rate-limits); a single token gets its figure when it is created.
    package var requestsPerMinute = 10_000_000

    /// Seconds for which a checked credential is trusted before the store is asked again: the longest that a revocation made by
    /// another process goes unnoticed. Zero asks the store every time.
    package var cacheSeconds = 5

    /// Life of a signed-in person's access token: what Kare's back office states as `expiresIn`.
    package var accessTokenSeconds = 3600

    /// Life of a signed-in person's session token: `exp - iat` of the token on Kare's pages.
    package var sessionTokenSeconds = 86_400

    /// Life of a refresh token.
    package var refreshTokenSeconds = 30 * 86_400

    /// How far the clocks of two machines may differ when a JWT's times are judged.
    package var clockSkewSeconds = 30

    /// Failed sign-ins that one email may have in a minute.
    package var failedSignInsPerMinute = 10

    /// What hashing one password costs.
    package var passwordCost = PasswordCost.standard

    package init() {}
}
