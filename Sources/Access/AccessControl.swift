package import Records

/// Who calls, what they may do, and how often.
///
/// The way of a credential: read by the scheme's strict form, looked up in the store, checked against what is stored there, and kept as a
/// ``Principal`` for a few seconds. It also makes organisations, tokens and people, for the command line and the demo.
package final class AccessControl: Sendable {
    let store: any CredentialStore
    let configuration: AccessConfiguration
    let now: @Sendable () -> Timestamp
    /// Signs the tokens of people who sign in.
    let sessionKey: SigningKey
    /// Makes the secrets of repeatable tokens.
    let derivationKey: SigningKey
    let checked: CheckedCredentials
    let requests = MinuteCounter()
    let failedSignIns = MinuteCounter()
    let passwords = PasswordQueue()

    /// Takes the server's own secrets from `store`, which makes them when it has none.
    package init(
        store: any CredentialStore, configuration: AccessConfiguration = AccessConfiguration(),
        now: @escaping @Sendable () -> Timestamp = { Timestamp.now() }
    ) async throws(StoreError) {
        self.store = store
        self.configuration = configuration
        self.now = now
        self.sessionKey = try await SigningKey(named: "session-tokens", of: store)
        self.derivationKey = try await SigningKey(named: "repeatable-tokens", of: store)
        self.checked = CheckedCredentials(seconds: configuration.cacheSeconds)
    }

    /// Who calls. `forPlatform` says that the route is for a platform's own token (Reach `/partner/*`), which opens no other scheme.
    ///
    /// Refuses with the ``AccessError`` that names the credential and what is wrong with it. A credential that was found good less than
    /// ``AccessConfiguration/cacheSeconds`` ago is answered without waiting.
    nonisolated(nonsending) package func authenticate(
        _ presented: PresentedCredentials, scheme: CredentialScheme, forPlatform: Bool
    ) async throws(AccessError) -> Principal {
        let now = now()
        let key = CredentialKey(presented, scheme: scheme, forPlatform: forPlatform)
        if let key, let principal = checked.principal(for: key, at: now) { return principal }
        let epoch = checked.epoch
        let finding = try await find(presented, scheme: scheme, forPlatform: forPlatform, at: now)
        if let key { checked.keep(finding, for: key, since: epoch, at: now) }
        return finding.principal
    }

    /// Counts a request against the credential's limit, in a fixed window of one minute.
    ///
    /// Refuses with ``AccessError/rateLimited(limit:retryAfterSeconds:)`` what exceeds it. It comes before anything has an effect, so
    /// that a refused request can always be sent again.
    @discardableResult
    package func admit(_ principal: Principal) throws(AccessError) -> RateStanding {
        let limit = principal.requestsPerMinute ?? configuration.requestsPerMinute
        let now = now()
        guard let remaining = requests.take(principal.credential, limit: limit, at: now) else {
            throw .rateLimited(limit: limit, retryAfterSeconds: MinuteCounter.secondsLeft(at: now))
        }
        return RateStanding(limit: limit, remaining: remaining)
    }

    private func find(
        _ presented: PresentedCredentials, scheme: CredentialScheme, forPlatform: Bool, at now: Timestamp
    ) async throws(AccessError) -> Finding {
        let bearer = try BearerToken.read(presented.authorization)
        switch scheme {
        case .apiToken:
            let finding = try await holder(ofToken: bearer)
            guard !forPlatform else { throw .forbidden }
            return finding
        case .accessAndSession:
            let finding = try await person(access: bearer, session: presented.sessionToken, at: now)
            guard !forPlatform else { throw .forbidden }
            return finding
        case .platformJWT:
            return try await platformCaller(token: bearer, tenant: presented.tenant, forPlatform: forPlatform, at: now)
        }
    }

    /// Asks the store; a store that does not answer is one that is away.
    func reading<Value>(_ ask: () async throws(StoreError) -> Value) async throws(AccessError) -> Value {
        do throws(StoreError) {
            return try await ask()
        } catch {
            if case .unavailable(let seconds) = error { throw .unavailable(retryAfterSeconds: seconds) }
            throw .unavailable(retryAfterSeconds: 1)
        }
    }
}

extension SigningKey {
    /// The server's own key called `name`, made when the store has none.
    fileprivate init(named name: String, of store: any CredentialStore) async throws(StoreError) {
        let secret = try await store.secret(name, fresh: .random(count: Self.minimumLength))
        guard let key = Self(secret: secret) else { throw .broken(reason: "the server's secret '\(name)' is too short") }
        self = key
    }
}
