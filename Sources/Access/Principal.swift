package import Records

/// Who calls, for which organisation, and what they may do. Only ``AccessControl`` makes one, out of a credential it has checked.
package struct Principal: Sendable, Hashable {
    /// Where the caller stands.
    package enum Standing: Sendable, Hashable {
        /// Inside one organisation: an API token, a signed-in person, a tenant's JWT, or a platform that named one of its organisations.
        case organisation
        /// A platform that named no organisation: ``Principal/organisation`` is the platform's own.
        case platform
    }

    package let organisation: OrganisationID
    package let standing: Standing
    /// The platform that the organisation belongs to, if any.
    package let platform: OrganisationID?
    package let actor: Actor
    package let scopes: Set<Scope>
    /// The credential's identity: what rate limits count by.
    package let credential: String
    /// Requests per minute that this credential may make; nil means the server's default.
    package let requestsPerMinute: Int?

    package init(
        organisation: OrganisationID, standing: Standing = .organisation, platform: OrganisationID? = nil, actor: Actor,
        scopes: Set<Scope>, credential: String, requestsPerMinute: Int? = nil
    ) {
        self.organisation = organisation
        self.standing = standing
        self.platform = platform
        self.actor = actor
        self.scopes = scopes
        self.credential = credential
        self.requestsPerMinute = requestsPerMinute
    }
}
