import JSONCore
import Records

extension AccessControl {
    /// The principal of a JWT that a platform signed with its own secret, by the claims of docs.embedreach.com.
    ///
    /// | token    | route       | `reach-tenant-id`                     | answer                                     |
    /// |----------|-------------|---------------------------------------|--------------------------------------------|
    /// | none, badly signed, expired, of no platform |  |             | ``AccessError/refused(_:)`` and its like   |
    /// | tenant   | platform's  | any                                   | ``AccessError/forbidden``                  |
    /// | tenant   | tenant's    | absent, or names the token's tenant   | the token's tenant                         |
    /// | tenant   | tenant's    | names another                         | ``AccessError/forbidden``                  |
    /// | platform | platform's  | any                                   | the platform                               |
    /// | platform | tenant's    | absent                                | ``AccessError/organisationRequired``       |
    /// | platform | tenant's    | unknown, or another platform's tenant | ``AccessError/unknownOrganisation``        |
    /// | platform | tenant's    | a tenant of its own                   | that tenant                                |
    ///
    /// The documents know no scopes beyond the two kinds of token: either may do everything. A tenant's token that names a tenant the
    /// platform does not have is refused as a credential: it never was anybody's.
    func platformCaller(
        token text: String, tenant named: String?, forPlatform: Bool, at now: Timestamp
    ) async throws(AccessError) -> Finding {
        // The claim chooses only which platform's secret must have signed it.
        guard let token = UnverifiedToken(text), let platformID = token.keyName("partnerId").flatMap({ Identifier($0) }) else {
            throw .refused(.bearer)
        }
        let found = try await reading { () async throws(StoreError) in try await store.organisation(OrganisationID(platformID)) }
        guard let platform = found, let secret = platform.signingSecret, let key = SigningKey(secret: secret) else {
            throw .refused(.bearer)
        }
        let bearer: PlatformToken
        do {
            bearer = try PlatformToken(token.verified(with: key, at: now, skew: configuration.clockSkewSeconds))
        } catch {
            throw error.of(.bearer)
        }
        let end = bearer.end?.advanced(seconds: Int64(configuration.clockSkewSeconds))
        let named = named.flatMap { $0.isEmpty ? nil : $0 }

        switch bearer.holder {
        case .tenant(let externalID, let user):
            guard !forPlatform else { throw .forbidden }
            guard let tenant = try await tenant(externalID: externalID, of: platform) else { throw .refused(.bearer) }
            guard named.map({ tenant.isNamed($0) }) ?? true else { throw .forbidden }
            let credential = "tenant:\(tenant.id.text):\(user.id)"
            return Finding(principal: principal(of: user, in: tenant, credential: credential), end: end)
        case .platform where forPlatform:
            return Finding(principal: principal(of: platform, in: platform, standing: .platform), end: end)
        case .platform:
            guard let named else { throw .organisationRequired }
            guard let tenant = try await tenant(named: named, of: platform) else { throw .unknownOrganisation }
            return Finding(principal: principal(of: platform, in: tenant, standing: .organisation), end: end)
        }
    }

    private func principal(of user: Actor, in tenant: Organisation, credential: String) -> Principal {
        Principal(organisation: tenant.id, platform: tenant.platform, actor: user, scopes: Scope.all, credential: credential)
    }

    private func principal(of platform: Organisation, in organisation: Organisation, standing: Principal.Standing) -> Principal {
        let onBehalfOf = standing == .platform ? nil : organisation.id.text
        return Principal(
            organisation: organisation.id, standing: standing, platform: organisation.platform,
            actor: Actor(kind: .platform, id: platform.id.text, name: platform.name, onBehalfOf: onBehalfOf), scopes: Scope.all,
            credential: "platform:" + platform.id.text)
    }

    /// The platform's tenant that `reach-tenant-id` names, by its id or by the platform's own id for it.
    private func tenant(named name: String, of platform: Organisation) async throws(AccessError) -> Organisation? {
        if let id = Identifier(name) {
            let found = try await reading { () async throws(StoreError) in try await store.organisation(OrganisationID(id)) }
            if let found, found.platform == platform.id { return found }
        }
        return try await tenant(externalID: name, of: platform)
    }

    private func tenant(externalID: String, of platform: Organisation) async throws(AccessError) -> Organisation? {
        guard externalID.utf8.count <= Organisation.maximumTextLength else { return nil }
        return try await reading { () async throws(StoreError) in try await store.organisation(externalID: externalID, of: platform.id) }
    }
}

extension Organisation {
    /// Whether `name` is the organisation's id or its platform's own id for it.
    fileprivate func isNamed(_ name: String) -> Bool {
        if let id = Identifier(name), id == self.id.identifier { return true }
        return externalID?.hasSameBytes(as: name) ?? false
    }
}

/// What a platform's checked JWT says.
private struct PlatformToken {
    enum Holder {
        /// A person at one of the platform's tenants: the tenant's external id, and who it is.
        case tenant(externalID: String, user: Actor)
        case platform
    }

    let holder: Holder
    let end: Timestamp?

    /// Reads the claims of either kind: `type` is `"partner"` on a platform's own token and absent on a tenant's, which must also have
    /// `email`, `name`, `tenantExternalId`, `iat` and `exp`. The documents ask for `externalId` too, but their own sample has none.
    init(_ claims: Claims) throws(TokenFault) {
        if let type = try claims.optionalText("type") {
            guard type.hasSameBytes(as: "partner") else { throw .refused }
            holder = .platform
            end = try claims.time("exp")
        } else {
            _ = try claims.requiredTime("iat")
            end = try claims.requiredTime("exp")
            let email = try claims.text("email")
            let user = Actor(kind: .user, id: try claims.optionalText("externalId") ?? email, name: try claims.text("name"))
            holder = .tenant(externalID: try claims.text("tenantExternalId"), user: user)
        }
    }
}
