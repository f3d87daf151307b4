import JSONCore
import Records

extension AccessControl {
    /// The principal of a person who signed in: both tokens are this server's, of the same person and the same sign-in.
    ///
    /// A person may do everything in their organisation: Kare documents no scopes, and the person's rights there are the organisation's.
    /// Refuses with the ``AccessError`` that names the first credential at fault; two tokens that do not belong together are told of the
    /// session token.
    func person(access: String, session: String?, at now: Timestamp) async throws(AccessError) -> Finding {
        let access = try sessionToken(access, .access, as: .bearer, at: now)
        guard let session else { throw .missing(.session) }
        let companion = try sessionToken(session, .session, as: .session, at: now)
        guard access.user == companion.user, access.session.hasSameBytes(as: companion.session) else { throw .refused(.session) }
        let user = try await reading { () async throws(StoreError) in try await store.user(access.user) }
        guard let user else { throw .refused(.bearer) }
        let organisation = try await reading { () async throws(StoreError) in try await store.organisation(user.organisation) }
        guard let organisation else { throw .refused(.bearer) }
        let principal = Principal(
            organisation: organisation.id, platform: organisation.platform,
            actor: Actor(kind: .user, id: user.id.text, name: user.name.isEmpty ? user.email : user.name), scopes: Scope.all,
            credential: "user:" + user.id.text)
        return Finding(principal: principal, end: min(access.end, companion.end))
    }

    private func sessionToken(
        _ text: String, _ kind: SessionTokenKind, as credential: AccessError.Credential, at now: Timestamp
    ) throws(AccessError) -> (user: Identifier, session: String, end: Timestamp) {
        guard let token = UnverifiedToken(text) else { throw .refused(credential) }
        do throws(TokenFault) {
            let claims = try token.verified(with: sessionKey, at: now, skew: configuration.clockSkewSeconds)
            guard try claims.text("type").hasSameBytes(as: kind.rawValue), let user = Identifier(try claims.text("userId")) else {
                throw .refused
            }
            _ = try claims.requiredTime("iat")
            let end = try claims.requiredTime("exp").advanced(seconds: Int64(configuration.clockSkewSeconds))
            return (user, try claims.text("sessionId"), end)
        } catch {
            throw error.of(credential)
        }
    }
}
