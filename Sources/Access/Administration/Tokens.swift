import Crypto
package import Records

extension AccessControl {
    /// Makes an API token for an organisation; its text is returned this once and not stored.
    ///
    /// A `repeatable` token is the same token, text and id alike, every time it is made with the same organisation, name and environment
    /// on the same database: its secret is derived from one of the server's own that nobody else knows. Making it again restores it when
    /// it was revoked. Refuses with ``AdministrationError/unknownOrganisation``, and with ``AdministrationError/invalid(rule:)`` a name
    /// or a limit outside its bounds.
    package func createToken(
        organisation: OrganisationID, name: String, scopes: Set<Scope> = Scope.all, environment: APIToken.Environment = .live,
        requestsPerMinute: Int? = nil, repeatable: Bool = false
    ) async throws(AdministrationError) -> (text: String, token: StoredToken) {
        try Organisation.check(name, called: "name")
        guard requestsPerMinute.map({ $0 > 0 }) ?? true else { throw .invalid(rule: "a limit is at least 1 request per minute") }
        guard try await self.organisation(organisation) != nil else { throw .unknownOrganisation }
        let now = now()
        let id: Identifier
        let secret: [UInt8]
        if repeatable {
            let label = "\(organisation.text) \(environment.rawValue) \(name)"
            id = Identifier(derivedFrom: derivationKey.code(for: Array("id \(label)".utf8)))
            secret = derivationKey.code(for: Array("secret \(label)".utf8))
        } else {
            id = Identifier(at: now)
            secret = .random(count: 32)
        }
        let text = APIToken(environment, secret: secret)
        let token = StoredToken(
            id: id, organisation: organisation, name: name, digest: text.digest, scopes: scopes, requestsPerMinute: requestsPerMinute,
            createdAt: now)
        try await administering { () async throws(StoreError) in try await store.saveToken(token) }
        checked.forget()
        return (text.text, token)
    }

    /// The organisation's tokens, revoked ones too.
    package func tokens(of organisation: OrganisationID) async throws(AdministrationError) -> [StoredToken] {
        try await administering { () async throws(StoreError) in try await store.tokens(of: organisation) }
    }

    /// Revokes a token: at once in this process, within ``AccessConfiguration/cacheSeconds`` in every other. False when the organisation
    /// has no such token.
    @discardableResult
    package func revokeToken(_ id: Identifier, of organisation: OrganisationID) async throws(AdministrationError) -> Bool {
        let now = now()
        let isRevoked = try await administering { () async throws(StoreError) in
            try await store.revokeToken(id, of: organisation, at: now)
        }
        checked.forget()
        return isRevoked
    }
}

extension Identifier {
    /// A version 8 identifier (RFC 9562 section 5.8) made of the first bits of `code`, which has at least sixteen bytes.
    fileprivate init(derivedFrom code: [UInt8]) {
        var words: (UInt64, UInt64) = (0, 0)
        for byte in code.prefix(8) { words.0 = (words.0 << 8) | UInt64(byte) }
        for byte in code.dropFirst(8).prefix(8) { words.1 = (words.1 << 8) | UInt64(byte) }
        self.init(high: (words.0 & ~0xF000) | 0x8000, low: (words.1 & 0x3FFF_FFFF_FFFF_FFFF) | 0x8000_0000_0000_0000)
    }
}
