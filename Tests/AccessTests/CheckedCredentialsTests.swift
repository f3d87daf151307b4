import Records
import Testing

@testable import Access

@Suite("Credentials that were checked")
struct CheckedCredentialsTests {
    @Test("a credential is looked up once in five seconds")
    func remembered() async throws {
        let premises = try await Premises()
        let (text, _) = try await premises.access.createToken(organisation: premises.alone.id, name: "crm")
        let principal = try await premises.holder(text)
        let lookUps = premises.store.lookUps
        premises.clock.move(seconds: 4)
        #expect(try await premises.holder(text) == principal)
        #expect(premises.store.lookUps == lookUps)
        premises.clock.move(seconds: 1)
        #expect(try await premises.holder(text) == principal)
        #expect(premises.store.lookUps > lookUps)
    }

    @Test("a revocation here is felt at once, one by another process within five seconds")
    func revocation() async throws {
        let premises = try await Premises()
        let (first, firstToken) = try await premises.access.createToken(organisation: premises.alone.id, name: "first")
        let (second, secondToken) = try await premises.access.createToken(organisation: premises.alone.id, name: "second")
        _ = try await premises.holder(first)
        _ = try await premises.holder(second)

        #expect(try await premises.access.revokeToken(firstToken.id, of: premises.alone.id))
        await #expect(throws: AccessError.refused(.bearer)) { try await premises.holder(first) }

        _ = try await premises.holder(second)
        #expect(try await premises.neighbour().revokeToken(secondToken.id, of: premises.alone.id))
        premises.clock.move(seconds: 5)
        await #expect(throws: AccessError.refused(.bearer)) { try await premises.holder(second) }
    }

    @Test("another organisation cannot revoke a token")
    func foreignRevocation() async throws {
        let premises = try await Premises()
        let (text, token) = try await premises.access.createToken(organisation: premises.alone.id, name: "crm")
        #expect(try await premises.access.revokeToken(token.id, of: premises.tenant.id) == false)
        #expect(try await premises.holder(text).organisation == premises.alone.id)
    }

    @Test("what is remembered ends with the token and its skew")
    func end() async throws {
        let premises = try await Premises { $0.cacheSeconds = 1000 }
        let token = Forgery("short", changes: [("exp", String(premises.clock.now.seconds + 10))]).token(for: premises)
        #expect(try await premises.caller(token).organisation == premises.tenant.id)
        premises.clock.move(seconds: 39)
        #expect(try await premises.caller(token).organisation == premises.tenant.id)
        premises.clock.move(seconds: 1)
        await #expect(throws: AccessError.expired(.bearer)) { try await premises.caller(token) }
    }

    @Test("what was refused is asked for again")
    func refusalsAreNotKept() async throws {
        let premises = try await Premises()
        let tokens = try await premises.access.createToken(organisation: premises.alone.id, name: "crm", repeatable: true)
        try await premises.access.revokeToken(tokens.token.id, of: premises.alone.id)
        await #expect(throws: AccessError.refused(.bearer)) { try await premises.holder(tokens.text) }
        _ = try await premises.access.createToken(organisation: premises.alone.id, name: "crm", repeatable: true)
        #expect(try await premises.holder(tokens.text).organisation == premises.alone.id)
    }

    @Test("a clock that was set back makes nothing last longer")
    func clockSetBack() async throws {
        let premises = try await Premises()
        let (text, token) = try await premises.access.createToken(organisation: premises.alone.id, name: "crm")
        _ = try await premises.holder(text)
        #expect(try await premises.neighbour().revokeToken(token.id, of: premises.alone.id))
        premises.clock.move(seconds: -3600)
        await #expect(throws: AccessError.refused(.bearer)) { try await premises.holder(text) }
    }

    @Test("a store that is away refuses what is not remembered, and says when to try again")
    func storeAway() async throws {
        let premises = try await Premises()
        let (text, _) = try await premises.access.createToken(organisation: premises.alone.id, name: "crm")
        _ = try await premises.holder(text)
        premises.store.isAway = true
        #expect(try await premises.holder(text).organisation == premises.alone.id)
        premises.clock.move(seconds: 5)
        await #expect(throws: AccessError.unavailable(retryAfterSeconds: 7)) { try await premises.holder(text) }
        await #expect(throws: AccessError.unavailable(retryAfterSeconds: 7)) {
            try await premises.caller(Forgery("good").token(for: premises))
        }
    }

    @Test("a finding older than a revocation is not kept")
    func staleFinding() throws {
        let checked = CheckedCredentials(seconds: 5)
        let key = try #require(CredentialKey(PresentedCredentials(authorization: "a"), scheme: .apiToken, forPlatform: false))
        let now = Timestamp(microseconds: 0)
        let before = checked.epoch
        checked.forget()
        checked.keep(Finding(principal: principal(1), end: nil), for: key, since: before, at: now)
        #expect(checked.principal(for: key, at: now) == nil)
        checked.keep(Finding(principal: principal(1), end: nil), for: key, since: checked.epoch, at: now)
        #expect(checked.principal(for: key, at: now) == principal(1))
    }

    @Test("no more are kept than there is room for, the latest ones stay")
    func room() throws {
        let checked = CheckedCredentials(seconds: 5, capacity: 100)
        let now = Timestamp(microseconds: 0)
        let keys = try (0..<1000).map {
            try #require(CredentialKey(PresentedCredentials(authorization: "\($0)"), scheme: .apiToken, forPlatform: false))
        }
        for (number, key) in keys.enumerated() {
            checked.keep(Finding(principal: principal(UInt64(number)), end: nil), for: key, since: checked.epoch, at: now)
        }
        let kept = keys.indices.filter { checked.principal(for: keys[$0], at: now) == principal(UInt64($0)) }
        #expect((50...100).contains(kept.count))
        #expect(kept == Array(keys.indices.suffix(kept.count)))
    }

    @Test("a key is made of what its scheme looks at, and of nothing too long")
    func keys() {
        func key(_ authorization: String?, _ session: String?, _ tenant: String?, _ scheme: CredentialScheme, _ forPlatform: Bool = false)
            -> CredentialKey?
        {
            CredentialKey(
                PresentedCredentials(authorization: authorization, sessionToken: session, tenant: tenant), scheme: scheme,
                forPlatform: forPlatform)
        }
        #expect(key("a", "b", "c", .apiToken) == key("a", nil, nil, .apiToken))
        #expect(key("a", "b", "c", .accessAndSession) == key("a", "b", nil, .accessAndSession))
        #expect(key("a", "b", "c", .accessAndSession) != key("a", "x", nil, .accessAndSession))
        #expect(key("a", "b", "c", .platformJWT) != key("a", "b", "x", .platformJWT))
        #expect(key("a", "b", "c", .platformJWT) != key("a", "b", "c", .platformJWT, true))
        #expect(key("a", nil, nil, .apiToken) != key("a", nil, nil, .platformJWT))
        #expect(key("a", nil, "\u{E9}", .platformJWT) != key("a", nil, "e\u{301}", .platformJWT))
        #expect(key(nil, nil, nil, .apiToken) == nil)
        #expect(key(String(repeating: "a", count: 2049), nil, nil, .apiToken) == nil)
        #expect(key(String(repeating: "a", count: 2000), String(repeating: "a", count: 49), nil, .accessAndSession) == nil)
    }

    private func principal(_ number: UInt64) -> Principal {
        Principal(
            organisation: OrganisationID(Identifier(high: 0, low: number)), actor: Actor(kind: .system, id: "", name: ""), scopes: [],
            credential: "")
    }
}
