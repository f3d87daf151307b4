import Crypto
import JSONCore
import Records
import Testing

@testable import Access

@Suite("API tokens")
struct APITokenTests {
    @Test("a token has Nateq's form and only its digest is stored", arguments: APIToken.Environment.allCases)
    func form(_ environment: APIToken.Environment) async throws {
        let premises = try await Premises()
        let (text, token) = try await premises.access.createToken(organisation: premises.alone.id, name: "crm", environment: environment)
        #expect(text.hasPrefix(environment == .live ? "tg_live_" : "tg_test_"))
        #expect(text.utf8.count >= 50)
        #expect(token.digest == Array(SHA256.hash(data: Array(text.utf8))))
        #expect(try await premises.access.tokens(of: premises.alone.id) == [token])
        #expect(!String(reflecting: token).contains(text.dropFirst(8)))
    }

    @Test("a token opens its organisation, under its own name and scopes")
    func principal() async throws {
        let premises = try await Premises()
        let (text, token) = try await premises.access.createToken(
            organisation: premises.tenant.id, name: "crm", scopes: [.readConversations, .readTags], requestsPerMinute: 12)
        let principal = try await premises.holder(text)
        #expect(principal.organisation == premises.tenant.id)
        #expect(principal.platform == premises.platform.id)
        #expect(principal.standing == .organisation)
        #expect(principal.actor == Actor(kind: .apiKey, id: token.id.text, name: "crm"))
        #expect(principal.scopes == [.readConversations, .readTags])
        #expect(principal.requestsPerMinute == 12)
        let (all, _) = try await premises.access.createToken(organisation: premises.tenant.id, name: "all")
        #expect(try await premises.holder(all).scopes == Set(Scope.allCases))
    }

    @Test(
        "headers that carry no token",
        arguments: [
            (nil, AccessError.missing(.bearer)), ("", .malformed(.bearer)), ("Bearer", .malformed(.bearer)),
            ("Bearer ", .malformed(.bearer)),
            ("Basic YTpi", .malformed(.bearer)), ("Bearertg_live_x", .malformed(.bearer)), ("Bearer a b", .malformed(.bearer)),
            ("Bearer a,Bearer b", .malformed(.bearer)), ("Bearer\ta", .malformed(.bearer)), ("Bearer é", .malformed(.bearer)),
            ("tg_live_0123456789012345678901234567890123456789012345", .malformed(.bearer)), (" Bearer a", .malformed(.bearer)),
        ])
    func header(_ header: String?, refusal: AccessError) async throws {
        let premises = try await Premises()
        await #expect(throws: refusal) {
            try await premises.access.authenticate(PresentedCredentials(authorization: header), scheme: .apiToken, forPlatform: false)
        }
    }

    @Test(
        "tokens that have not the form",
        arguments: [
            "tg_live_", "tg_live_short", "tg_prod_0123456789012345678901234567890123456789012",
            "TG_LIVE_0123456789012345678901234567890123456789012",
            "tg_live_012345678901234567890123456789012345678.", "tg_live_" + String(repeating: "a", count: 193),
            "eyJhbGciOiJIUzI1NiJ9.e30.AAAA",
        ])
    func malformed(_ text: String) async throws {
        let premises = try await Premises()
        let lookUps = premises.store.lookUps
        await #expect(throws: AccessError.malformedToken) { try await premises.holder(text) }
        #expect(premises.store.lookUps == lookUps)
    }

    @Test("a token that differs in any one character is refused")
    func everyCharacterCounts() async throws {
        let premises = try await Premises()
        let (text, _) = try await premises.access.createToken(organisation: premises.alone.id, name: "crm")
        #expect(try await premises.holder(text).organisation == premises.alone.id)
        let bytes = Array(text.utf8)
        for position in bytes.indices.dropFirst(8) {
            var changed = bytes
            changed[position] = changed[position] == UInt8(ascii: "A") ? UInt8(ascii: "B") : UInt8(ascii: "A")
            await #expect(throws: AccessError.refused(.bearer)) { try await premises.holder(String(decoding: changed, as: UTF8.self)) }
        }
        await #expect(throws: AccessError.refused(.bearer)) { try await premises.holder(text + "A") }
    }

    @Test("the scheme's name is read in any case, with any number of blanks", arguments: ["Bearer ", "bearer ", "BEARER   "])
    func scheme(_ prefix: String) async throws {
        let premises = try await Premises()
        let (text, _) = try await premises.access.createToken(organisation: premises.alone.id, name: "crm")
        let principal = try await premises.access.authenticate(
            PresentedCredentials(authorization: prefix + text), scheme: .apiToken, forPlatform: false)
        #expect(principal.organisation == premises.alone.id)
        await #expect(throws: AccessError.forbidden) {
            try await premises.access.authenticate(PresentedCredentials(authorization: prefix + text), scheme: .apiToken, forPlatform: true)
        }
    }

    @Test("an API token opens no other scheme", arguments: [CredentialScheme.accessAndSession, .platformJWT])
    func otherScheme(_ scheme: CredentialScheme) async throws {
        let premises = try await Premises()
        let (text, _) = try await premises.access.createToken(organisation: premises.alone.id, name: "crm")
        await #expect(throws: AccessError.refused(.bearer)) {
            try await premises.access.authenticate(
                PresentedCredentials(authorization: "Bearer " + text, sessionToken: text, tenant: "clinic-1"), scheme: scheme,
                forPlatform: false)
        }
    }

    @Test("a repeatable token is the same each time, another one for each organisation, name and environment, and fresh ones never are")
    func repeatable() async throws {
        let premises = try await Premises()
        func make(_ organisation: Organisation, _ name: String, _ environment: APIToken.Environment, repeatable: Bool) async throws
            -> String
        {
            try await premises.access.createToken(
                organisation: organisation.id, name: name, environment: environment, repeatable: repeatable
            ).text
        }
        let first = try await make(premises.alone, "demo", .live, repeatable: true)
        #expect(try await make(premises.alone, "demo", .live, repeatable: true) == first)
        #expect(try await premises.neighbour().createToken(organisation: premises.alone.id, name: "demo", repeatable: true).text == first)
        #expect(try await premises.access.tokens(of: premises.alone.id).count == 1)
        let others = [
            try await make(premises.tenant, "demo", .live, repeatable: true),
            try await make(premises.alone, "demo2", .live, repeatable: true),
            try await make(premises.alone, "demo", .test, repeatable: true),
            try await make(premises.alone, "demo", .live, repeatable: false),
            try await make(premises.alone, "demo", .live, repeatable: false),
        ].map { $0.dropFirst(8) }
        #expect(Set(others + [first.dropFirst(8)]).count == 6)
    }

    @Test("no token for nobody, and none without a name or with no requests")
    func refusals() async throws {
        let premises = try await Premises()
        await #expect(throws: AdministrationError.unknownOrganisation) {
            try await premises.access.createToken(organisation: OrganisationID(Identifier(high: 1, low: 1)), name: "crm")
        }
        await #expect(throws: AdministrationError.self) { try await premises.access.createToken(organisation: premises.alone.id, name: "") }
        await #expect(throws: AdministrationError.self) {
            try await premises.access.createToken(organisation: premises.alone.id, name: "crm", requestsPerMinute: 0)
        }
    }
}
