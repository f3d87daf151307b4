import Records

extension AccessControl {
    /// The principal of an API token: the organisation it was made for, with its scopes.
    ///
    /// Refuses with ``AccessError/malformedToken`` another form, and with ``AccessError/refused(_:)`` a token that is unknown or revoked.
    func holder(ofToken text: String) async throws(AccessError) -> Finding {
        guard let presented = APIToken(text) else { throw .malformedToken }
        let found = try await reading { () async throws(StoreError) in
            guard let token = try await store.token(digest: presented.digest), token.revokedAt == nil,
                let organisation = try await store.organisation(token.organisation)
            else { return nil as (StoredToken, Organisation)? }
            return (token, organisation)
        }
        guard let (token, organisation) = found else { throw .refused(.bearer) }
        let principal = Principal(
            organisation: organisation.id, platform: organisation.platform,
            actor: Actor(kind: .apiKey, id: token.id.text, name: token.name), scopes: token.scopes, credential: "token:" + token.id.text,
            requestsPerMinute: token.requestsPerMinute)
        return Finding(principal: principal, end: nil)
    }
}
