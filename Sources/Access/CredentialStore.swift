package import Records

/// What Access needs of a database: organisations, platforms, tokens, people who sign in, and the server's own secret.
///
/// The same databases that keep the records keep these. Secrets arrive here hashed or are of the server's own making.
package protocol CredentialStore: Sendable {
    func createOrganisation(_ organisation: Organisation) async throws(StoreError)
    func organisation(_ id: OrganisationID) async throws(StoreError) -> Organisation?
    /// The organisation of `platform` with this external id; nil for an unknown one.
    func organisation(externalID: String, of platform: OrganisationID) async throws(StoreError) -> Organisation?
    func organisations() async throws(StoreError) -> [Organisation]

    /// Stores the token, or replaces the one with the same id.
    func saveToken(_ token: StoredToken) async throws(StoreError)
    /// The token whose secret has this SHA-256 digest, revoked or not.
    func token(digest: [UInt8]) async throws(StoreError) -> StoredToken?
    func tokens(of organisation: OrganisationID) async throws(StoreError) -> [StoredToken]
    /// Marks the token as revoked; false when the organisation has no such token.
    func revokeToken(_ id: Identifier, of organisation: OrganisationID, at: Timestamp) async throws(StoreError) -> Bool

    /// Stores the person, or replaces the one with the same id. Refuses an email that another person has with ``StoreError/duplicate(_:)``.
    func saveUser(_ user: StoredUser) async throws(StoreError)
    /// The person who signs in with this email, ASCII letters in either case.
    func user(email: String) async throws(StoreError) -> StoredUser?
    func user(_ id: Identifier) async throws(StoreError) -> StoredUser?

    /// The secret called `name`; when there is none yet, `fresh` becomes it. Every caller gets the same bytes for ever.
    func secret(_ name: String, fresh: [UInt8]) async throws(StoreError) -> [UInt8]
}

/// One organisation, or a platform that has organisations under it.
package struct Organisation: Sendable, Hashable {
    package let id: OrganisationID
    package var name: String
    /// The platform it belongs to; nil for one that stands alone and for a platform itself.
    package var platform: OrganisationID?
    /// The platform's own name for it, unique per platform.
    package var externalID: String?
    /// The secret that this platform signs its JWTs with (HS256); nil for an organisation that is no platform.
    package var signingSecret: [UInt8]?
    package let createdAt: Timestamp

    package init(
        id: OrganisationID, name: String, platform: OrganisationID? = nil, externalID: String? = nil, signingSecret: [UInt8]? = nil,
        createdAt: Timestamp
    ) {
        self.id = id
        self.name = name
        self.platform = platform
        self.externalID = externalID
        self.signingSecret = signingSecret
        self.createdAt = createdAt
    }
}

/// An API token as stored: of the secret only its digest.
package struct StoredToken: Sendable, Hashable {
    package let id: Identifier
    package let organisation: OrganisationID
    package var name: String
    /// SHA-256 of the whole token text.
    package var digest: [UInt8]
    package var scopes: Set<Scope>
    package var requestsPerMinute: Int?
    package let createdAt: Timestamp
    package var revokedAt: Timestamp?

    package init(
        id: Identifier, organisation: OrganisationID, name: String, digest: [UInt8], scopes: Set<Scope>, requestsPerMinute: Int?,
        createdAt: Timestamp, revokedAt: Timestamp? = nil
    ) {
        self.id = id
        self.organisation = organisation
        self.name = name
        self.digest = digest
        self.scopes = scopes
        self.requestsPerMinute = requestsPerMinute
        self.createdAt = createdAt
        self.revokedAt = revokedAt
    }
}

/// A person who signs in with email and password.
package struct StoredUser: Sendable, Hashable {
    package let id: Identifier
    package let organisation: OrganisationID
    package var email: String
    package var name: String
    /// The password's scrypt hash with its salt and costs, in one text.
    package var passwordHash: String
    package let createdAt: Timestamp

    package init(
        id: Identifier, organisation: OrganisationID, email: String, name: String, passwordHash: String, createdAt: Timestamp
    ) {
        self.id = id
        self.organisation = organisation
        self.email = email
        self.name = name
        self.passwordHash = passwordHash
        self.createdAt = createdAt
    }
}
