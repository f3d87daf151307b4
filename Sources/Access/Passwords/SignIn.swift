import JSONCore
import Records

/// What a person gets for the right password: Kare's `{accessToken, refreshToken, sessionToken}`.
package struct SessionTokens: Sendable, Hashable {
    /// Opens requests as `Authorization: Bearer`, together with the session token.
    package let accessToken: String
    /// Issued because the vendor's answer has it; no documented operation takes it yet.
    package let refreshToken: String
    /// Goes into `x-session-token`.
    package let sessionToken: String
    /// The access token's life: Kare's back office answers it as `expiresIn`.
    package let expiresInSeconds: Int
}

extension AccessControl {
    /// The longest email and the longest password that are looked at, in bytes.
    private static let maximumInput = 1000

    /// Signs a person in by email (ASCII letters in either case) and password.
    ///
    /// Refuses with ``AccessError/wrongPassword`` an unknown email and a wrong password, in the same time for either; with
    /// ``AccessError/rateLimited(limit:retryAfterSeconds:)`` an email with too many failures within a minute; with
    /// ``AccessError/unavailable(retryAfterSeconds:)`` when too many wait for their hash.
    package func signIn(email: String, password: String) async throws(AccessError) -> SessionTokens {
        guard email.utf8.count <= Self.maximumInput, password.utf8.count <= Self.maximumInput else { throw .wrongPassword }
        let user = try await reading { () async throws(StoreError) in try await store.user(email: email) }
        let limit = configuration.failedSignInsPerMinute
        // Counted before the hash, so that many guesses at once are counted too, and given back to whoever was right.
        let attempt = email.lowercased()
        let moment = now()
        guard failedSignIns.take(attempt, limit: limit, at: moment) != nil else {
            throw .rateLimited(limit: limit, retryAfterSeconds: MinuteCounter.secondsLeft(at: moment))
        }
        let isRight: Bool
        do {
            isRight = try await passwords.run { [cost = configuration.passwordCost] in
                guard let user, let hash = PasswordHash(text: user.passwordHash) else {
                    // Nobody's password takes as long to be found wrong as somebody's.
                    _ = PasswordHash(of: password, cost: cost)
                    return false
                }
                return hash.matches(password)
            }
        } catch {
            failedSignIns.giveBack(attempt, at: moment)
            throw error
        }
        guard isRight, let user else { throw .wrongPassword }
        failedSignIns.giveBack(attempt, at: moment)
        return sessionTokens(for: user)
    }

    /// The tokens of a new session of `user`, as signing in gives them.
    package func sessionTokens(for user: StoredUser) -> SessionTokens {
        let now = now()
        let session = Identifier(at: now).text
        func token(_ kind: SessionTokenKind, seconds: Int) -> String {
            sessionKey.token([
                "type": .string(kind.rawValue),
                "userId": .string(user.id.text),
                "sessionId": .string(session),
                "iat": .number(JSONNumber(Int(now.seconds))),
                "exp": .number(JSONNumber(Int(now.advanced(seconds: Int64(seconds)).seconds))),
            ])
        }
        return SessionTokens(
            accessToken: token(.access, seconds: configuration.accessTokenSeconds),
            refreshToken: token(.refresh, seconds: configuration.refreshTokenSeconds),
            sessionToken: token(.session, seconds: configuration.sessionTokenSeconds),
            expiresInSeconds: configuration.accessTokenSeconds)
    }
}

/// The `type` claim of the tokens of one sign-in: what each may be used as.
enum SessionTokenKind: String {
    case access, refresh, session
}
