import JSONCore
import Records
import Testing

@testable import Access

@Suite("People who sign in")
struct SessionTests {
    private func signedIn(_ premises: Premises) async throws -> (user: StoredUser, tokens: SessionTokens) {
        let user = try await premises.access.createUser(
            organisation: premises.alone.id, email: "Ada@solo.example", name: "Ada", password: "correct horse")
        return (user, try await premises.access.signIn(email: "ada@SOLO.example", password: "correct horse"))
    }

    @Test("the pair opens the person's organisation")
    func pair() async throws {
        let premises = try await Premises()
        let (user, tokens) = try await signedIn(premises)
        let principal = try await premises.person(tokens.accessToken, tokens.sessionToken)
        #expect(principal.organisation == premises.alone.id)
        #expect(principal.standing == .organisation)
        #expect(principal.actor == Actor(kind: .user, id: user.id.text, name: "Ada"))
        #expect(principal.scopes == Set(Scope.allCases))
        #expect(tokens.expiresInSeconds == 3600)
        #expect(!String(reflecting: user).contains("correct horse"))
    }

    @Test("each credential is missed by its name")
    func missing() async throws {
        let premises = try await Premises()
        let (_, tokens) = try await signedIn(premises)
        await #expect(throws: AccessError.missing(.bearer)) { try await premises.person(nil, tokens.sessionToken) }
        await #expect(throws: AccessError.missing(.session)) { try await premises.person(tokens.accessToken, nil) }
        await #expect(throws: AccessError.refused(.session)) { try await premises.person(tokens.accessToken, "") }
        await #expect(throws: AccessError.malformed(.bearer)) {
            try await premises.access.authenticate(
                PresentedCredentials(authorization: tokens.accessToken, sessionToken: tokens.sessionToken), scheme: .accessAndSession,
                forPlatform: false)
        }
        await #expect(throws: AccessError.forbidden) {
            try await premises.access.authenticate(
                PresentedCredentials(authorization: "Bearer " + tokens.accessToken, sessionToken: tokens.sessionToken),
                scheme: .accessAndSession, forPlatform: true)
        }
    }

    @Test("no token does another's work")
    func kinds() async throws {
        let premises = try await Premises()
        let (_, tokens) = try await signedIn(premises)
        for (access, session, fault) in [
            (tokens.sessionToken, tokens.sessionToken, AccessError.refused(.bearer)),
            (tokens.refreshToken, tokens.sessionToken, .refused(.bearer)),
            (tokens.sessionToken, tokens.accessToken, .refused(.bearer)),
            (tokens.accessToken, tokens.accessToken, .refused(.session)),
            (tokens.accessToken, tokens.refreshToken, .refused(.session)),
        ] {
            await #expect(throws: fault) { try await premises.person(access, session) }
        }
    }

    @Test("tokens of two people, or of two sign-ins of one, do not go together")
    func mismatch() async throws {
        let premises = try await Premises()
        let (user, tokens) = try await signedIn(premises)
        let again = premises.access.sessionTokens(for: user)
        await #expect(throws: AccessError.refused(.session)) { try await premises.person(tokens.accessToken, again.sessionToken) }
        let other = try await premises.access.createUser(
            organisation: premises.tenant.id, email: "bo@clinic.example", name: "Bo", password: "battery staple")
        let others = premises.access.sessionTokens(for: other)
        await #expect(throws: AccessError.refused(.session)) { try await premises.person(tokens.accessToken, others.sessionToken) }
        #expect(try await premises.person(again.accessToken, again.sessionToken).organisation == premises.alone.id)
        #expect(try await premises.person(others.accessToken, others.sessionToken).organisation == premises.tenant.id)
    }

    @Test("a session's name alone does not tie two tokens together")
    func sharedSessionName() async throws {
        let premises = try await Premises()
        let (user, _) = try await signedIn(premises)
        let now = Int(premises.clock.now.seconds)
        func token(_ type: String, of user: Identifier) -> String {
            premises.access.sessionKey.token([
                "type": .string(type), "userId": .string(user.text), "sessionId": "1", "iat": .number(JSONNumber(now)),
                "exp": .number(JSONNumber(now + 60)),
            ])
        }
        #expect(try await premises.person(token("access", of: user.id), token("session", of: user.id)).actor.id == user.id.text)
        let other = Identifier(high: 1, low: 2)
        await #expect(throws: AccessError.refused(.session)) {
            try await premises.person(token("access", of: user.id), token("session", of: other))
        }
    }

    @Test("the access token ends after an hour, the session after a day")
    func lives() async throws {
        let premises = try await Premises()
        let (user, tokens) = try await signedIn(premises)
        premises.clock.move(seconds: 3600 + 29)
        #expect(try await premises.person(tokens.accessToken, tokens.sessionToken).actor.id == user.id.text)
        premises.clock.move(seconds: 2)
        await #expect(throws: AccessError.expired(.bearer)) { try await premises.person(tokens.accessToken, tokens.sessionToken) }
        premises.clock.move(seconds: 86_400 - 3600)
        let fresh = premises.access.sessionTokens(for: user)
        await #expect(throws: AccessError.expired(.session)) { try await premises.person(fresh.accessToken, tokens.sessionToken) }
    }

    @Test("another server's tokens, and those of someone who is gone, are refused")
    func foreign() async throws {
        let premises = try await Premises()
        let (user, tokens) = try await signedIn(premises)
        let elsewhere = try await Premises()
        await #expect(throws: AccessError.refused(.bearer)) { try await elsewhere.person(tokens.accessToken, tokens.sessionToken) }
        let stranger = premises.access.sessionTokens(
            for: StoredUser(
                id: Identifier(high: 1, low: 2), organisation: user.organisation, email: user.email, name: user.name,
                passwordHash: user.passwordHash, createdAt: user.createdAt))
        await #expect(throws: AccessError.refused(.bearer)) { try await premises.person(stranger.accessToken, stranger.sessionToken) }
        let neighbour = try await premises.neighbour()
        let principal = try await neighbour.authenticate(
            PresentedCredentials(authorization: "Bearer " + tokens.accessToken, sessionToken: tokens.sessionToken),
            scheme: .accessAndSession, forPlatform: false)
        #expect(principal.actor.id == user.id.text)
    }

    @Test(
        "wrong email and wrong password are the same refusal",
        arguments: [
            ("ada@solo.example", "Correct horse"), ("ada@solo.example", "correct horse "), ("ada@solo.example", ""),
            ("bo@solo.example", "correct horse"), ("", "correct horse"), ("", ""), ("ada@solo.example\u{0}", "correct horse"),
            (String(repeating: "a", count: 1001), "correct horse"), ("ada@solo.example", String(repeating: "a", count: 1001)),
        ])
    func wrongPassword(email: String, password: String) async throws {
        let premises = try await Premises()
        _ = try await signedIn(premises)
        await #expect(throws: AccessError.wrongPassword) { try await premises.access.signIn(email: email, password: password) }
    }

    @Test("guessing at one email stops for the rest of the minute, in either case of letters; being right does not count")
    func guessing() async throws {
        let premises = try await Premises { $0.failedSignInsPerMinute = 3 }
        let (_, _) = try await signedIn(premises)
        for _ in 1...5 { _ = try await premises.access.signIn(email: "ada@solo.example", password: "correct horse") }
        for email in ["ada@solo.example", "ADA@solo.example", "Ada@Solo.example"] {
            await #expect(throws: AccessError.wrongPassword) { try await premises.access.signIn(email: email, password: "wrong") }
        }
        let left = MinuteCounter.secondsLeft(at: premises.clock.now)
        await #expect(throws: AccessError.rateLimited(limit: 3, retryAfterSeconds: left)) {
            try await premises.access.signIn(email: "ada@solo.example", password: "correct horse")
        }
        premises.clock.move(seconds: Int64(left))
        _ = try await premises.access.signIn(email: "ada@solo.example", password: "correct horse")
    }

    @Test("who cannot be made a person")
    func refusals() async throws {
        let premises = try await Premises()
        _ = try await signedIn(premises)
        func make(_ email: String, _ password: String, in organisation: OrganisationID) async throws(AdministrationError) {
            try await premises.access.createUser(organisation: organisation, email: email, name: "X", password: password)
        }
        await #expect(throws: AdministrationError.duplicate("email")) {
            try await make("ADA@solo.example", "long enough", in: premises.tenant.id)
        }
        await #expect(throws: AdministrationError.unknownOrganisation) {
            try await make("x@solo.example", "long enough", in: OrganisationID(Identifier(high: 1, low: 1)))
        }
        for (email, password) in [
            ("x@solo.example", "short"), ("x@solo.example", String(repeating: "a", count: 101)), ("x", "long enough"),
        ] {
            await #expect(throws: AdministrationError.self) { try await make(email, password, in: premises.alone.id) }
        }
    }
}

@Suite("Passwords")
struct PasswordTests {
    private let cost = PasswordCost(logRounds: 4, blockSize: 8, parallelism: 1)

    @Test("a hash knows its password and no other, after storing too")
    func roundTrip() throws {
        let cost = try #require(cost)
        let hash = try #require(PasswordHash(of: "pässword", cost: cost))
        let stored = try #require(PasswordHash(text: hash.text))
        #expect(hash.text.hasPrefix("$scrypt$ln=4,r=8,p=1$"))
        #expect(stored.matches("pässword"))
        #expect(!stored.matches("pässworD"))
        #expect(!stored.matches(""))
        #expect(try #require(PasswordHash(of: "pässword", cost: cost)).text != hash.text)
        #expect(PasswordHash(of: "", cost: cost) == nil)
    }

    /// The first 32 bytes of the third vector of RFC 7914 section 12; the derivation's length does not change its beginning.
    @Test("the example of RFC 7914 section 12")
    func rfc7914() throws {
        let key: [UInt8] = [
            0x70, 0x23, 0xBD, 0xCB, 0x3A, 0xFD, 0x73, 0x48, 0x46, 0x1C, 0x06, 0xCD, 0x81, 0xFD, 0x38, 0xEB,
            0xFD, 0xA8, 0xFB, 0xBA, 0x90, 0x4F, 0x8E, 0x3E, 0xA9, 0xB5, 0x43, 0xF6, 0x54, 0x5D, 0xA1, 0xF2,
        ]
        let text = "$scrypt$ln=14,r=8,p=1$\(Base64URL.encode(Array("SodiumChloride".utf8)))$\(Base64URL.encode(key))"
        #expect(try #require(PasswordHash(text: text)).matches("pleaseletmein"))
    }

    @Test(
        "texts that are no hash of ours",
        arguments: [
            "", "$", "$$$$", "scrypt", "$argon2id$ln=10,r=8,p=1$AAAA$AAAA",
            "$scrypt$ln=99,r=8,p=1$AAAA$\(String(repeating: "A", count: 43))",
            "$scrypt$ln=-1,r=8,p=1$AAAA$\(String(repeating: "A", count: 43))",
            "$scrypt$ln=10,r=8$AAAA$\(String(repeating: "A", count: 43))",
            "$scrypt$r=8,ln=10,p=1$AAAA$\(String(repeating: "A", count: 43))",
            "$scrypt$ln=10,r=8,p=1$$\(String(repeating: "A", count: 43))",
            "$scrypt$ln=10,r=8,p=1$AAAA$AAAA", "$scrypt$ln=10,r=8,p=1$AAAA$\(String(repeating: "A", count: 43))$",
            "$scrypt$ln=99999999999999999999,r=8,p=1$AAAA$\(String(repeating: "A", count: 43))",
        ])
    func foreignText(_ text: String) {
        #expect(PasswordHash(text: text) == nil)
    }
}
