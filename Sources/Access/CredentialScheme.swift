/// How a dialect's callers prove who they are.
package enum CredentialScheme: String, Sendable, Hashable, CaseIterable {
    /// `Authorization: Bearer tg_live_…`: an API token of one organisation.
    case apiToken
    /// `Authorization: Bearer` an access token and `x-session-token` a session token of the same sign-in, both JWTs of the server's own.
    case accessAndSession
    /// `Authorization: Bearer` a JWT that a platform signed, for one organisation or, with `reach-tenant-id`, for the platform.
    case platformJWT
}

/// The headers that a request's credentials arrive in, as received.
package struct PresentedCredentials: Sendable, Hashable {
    package var authorization: String?
    package var sessionToken: String?
    package var tenant: String?

    package init(authorization: String? = nil, sessionToken: String? = nil, tenant: String? = nil) {
        self.authorization = authorization
        self.sessionToken = sessionToken
        self.tenant = tenant
    }
}
