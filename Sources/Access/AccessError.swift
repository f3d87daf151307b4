/// Why a credential does not open the request. It never holds any part of the credential.
package enum AccessError: Error, Sendable, Hashable {
    /// Which of the request's credentials is meant.
    package enum Credential: Sendable, Hashable {
        case bearer
        /// Kare's `x-session-token`.
        case session
    }

    /// The request carries no such credential.
    case missing(Credential)
    /// The credential is not of the scheme's form: no `Bearer`, say.
    case malformed(Credential)
    /// An API token whose prefix or length is wrong.
    case malformedToken
    /// Unknown, revoked, badly signed, or of other people's making.
    case refused(Credential)
    /// It was good once.
    case expired(Credential)
    /// The credential is good and may not do this.
    case insufficientScope(Scope)
    /// The route is for a platform's own token, or the named organisation is not the token's.
    case forbidden
    /// A platform's token must name an organisation (`reach-tenant-id`).
    case organisationRequired
    /// The named organisation does not exist, or not for this platform.
    case unknownOrganisation
    /// The credential made too many requests; try again after so many seconds.
    case rateLimited(limit: Int, retryAfterSeconds: Int)
    /// Email or password are wrong.
    case wrongPassword
    /// The store of credentials is away.
    case unavailable(retryAfterSeconds: Int)
}
