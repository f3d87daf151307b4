import JSONCore
import Records
import Testing

@testable import Access

@Suite("A platform's JWTs")
struct PlatformTests {
    /// What `reach-tenant-id` names.
    enum Named: CaseIterable {
        case nothing, empty, own, ownExternally, ownInUpperCase, anotherPlatforms, anotherPlatformsExternally, unknown, platformItself,
            alone
        case longText

        func text(_ premises: Premises) -> String? {
            switch self {
            case .nothing: nil
            case .empty: ""
            case .own: premises.tenant.id.text
            case .ownExternally: "clinic-1"
            case .ownInUpperCase: premises.tenant.id.text.uppercased()
            case .anotherPlatforms: premises.otherTenant.id.text
            case .anotherPlatformsExternally: "salon-9"
            case .unknown: "11111111-1111-7111-8111-111111111111"
            case .platformItself: premises.platform.id.text
            case .alone: premises.alone.id.text
            case .longText: String(repeating: "x", count: 5000)
            }
        }

        var isOwn: Bool { self == .own || self == .ownExternally || self == .ownInUpperCase }
        var isAbsent: Bool { self == .nothing || self == .empty }
    }

    @Test("a tenant's token opens its tenant, and no header moves it", arguments: Named.allCases)
    func tenantToken(_ named: Named) async throws {
        let premises = try await Premises()
        let token = try premises.access.tenantToken(
            platform: premises.platform, tenantExternalID: "clinic-1", email: "ada@clinic.example", name: "Ada", externalID: "user-7")
        if named.isOwn || named.isAbsent {
            let principal = try await premises.caller(token, tenant: named.text(premises))
            #expect(principal.organisation == premises.tenant.id)
            #expect(principal.platform == premises.platform.id)
            #expect(principal.standing == .organisation)
            #expect(principal.actor == Actor(kind: .user, id: "user-7", name: "Ada"))
            #expect(principal.scopes == Set(Scope.allCases))
        } else {
            await #expect(throws: AccessError.forbidden) { try await premises.caller(token, tenant: named.text(premises)) }
        }
        await #expect(throws: AccessError.forbidden) { try await premises.caller(token, tenant: named.text(premises), forPlatform: true) }
    }

    @Test("a platform's token opens the tenant that the header names", arguments: Named.allCases)
    func platformToken(_ named: Named) async throws {
        let premises = try await Premises()
        let token = try premises.access.platformToken(platform: premises.platform)
        if named.isAbsent {
            await #expect(throws: AccessError.organisationRequired) { try await premises.caller(token, tenant: named.text(premises)) }
        } else if named.isOwn {
            let principal = try await premises.caller(token, tenant: named.text(premises))
            #expect(principal.organisation == premises.tenant.id)
            #expect(principal.platform == premises.platform.id)
            #expect(principal.standing == .organisation)
            #expect(
                principal.actor
                    == Actor(kind: .platform, id: premises.platform.id.text, name: "Suite", onBehalfOf: premises.tenant.id.text))
        } else {
            await #expect(throws: AccessError.unknownOrganisation) { try await premises.caller(token, tenant: named.text(premises)) }
        }
        let principal = try await premises.caller(token, tenant: named.text(premises), forPlatform: true)
        #expect(principal.organisation == premises.platform.id)
        #expect(principal.standing == .platform)
        #expect(principal.platform == nil)
        #expect(principal.actor == Actor(kind: .platform, id: premises.platform.id.text, name: "Suite"))
    }

    @Test("without an externalId, which the vendor's own sample leaves out, the person is the email")
    func emailAsIdentity() async throws {
        let premises = try await Premises()
        let principal = try await premises.caller(Forgery("sample", changes: [("externalId", nil)]).token(for: premises))
        #expect(principal.actor.id == "ada@clinic.example")
    }

    @Test("a platform's token needs no end, and is held to one that it has")
    func endOfPlatformToken() async throws {
        let premises = try await Premises()
        let endless = try premises.access.platformToken(platform: premises.platform)
        let ending = try premises.access.platformToken(platform: premises.platform, seconds: 60)
        #expect(try await premises.caller(ending, forPlatform: true).standing == .platform)
        premises.clock.move(seconds: 91)
        await #expect(throws: AccessError.expired(.bearer)) { try await premises.caller(ending, forPlatform: true) }
        premises.clock.move(seconds: 100_000_000)
        #expect(try await premises.caller(endless, forPlatform: true).standing == .platform)
    }

    @Test("a platform's secret opens nothing of another platform")
    func otherPlatform() async throws {
        let premises = try await Premises()
        let good = Forgery("good").token(for: premises)
        #expect(try await premises.caller(good).organisation == premises.tenant.id)
        let crossed = Forgery("crossed").token(for: premises, secret: Premises.otherSecret)
        await #expect(throws: AccessError.refused(.bearer)) { try await premises.caller(crossed) }
        let unsigned = Forgery("for one that is no platform", changes: [("partnerId", "\"\(premises.alone.id.text)\"")])
        await #expect(throws: AccessError.refused(.bearer)) { try await premises.caller(unsigned.token(for: premises)) }
    }

    @Test("the same external id at two platforms is two tenants")
    func sameExternalID() async throws {
        let premises = try await Premises()
        let twin = try await premises.access.createOrganisation(
            name: "Twin", platform: premises.otherPlatform.id, externalID: "clinic-1")
        let token = try premises.access.tenantToken(
            platform: premises.otherPlatform, tenantExternalID: "clinic-1", email: "b@c.example", name: "Bo")
        #expect(try await premises.caller(token).organisation == twin.id)
        #expect(try await premises.caller(Forgery("good").token(for: premises)).organisation == premises.tenant.id)
    }

    @Test("external ids are told apart by their bytes, also where the answer is remembered")
    func canonicallyEquivalentExternalIDs() async throws {
        let premises = try await Premises()
        let composed = try await premises.access.createOrganisation(
            name: "Composed", platform: premises.platform.id, externalID: "caf\u{E9}")
        let decomposed = try await premises.access.createOrganisation(
            name: "Decomposed", platform: premises.platform.id, externalID: "cafe\u{301}")
        let token = try premises.access.platformToken(platform: premises.platform)
        for _ in 1...2 {
            #expect(try await premises.caller(token, tenant: "caf\u{E9}").organisation == composed.id)
            #expect(try await premises.caller(token, tenant: "cafe\u{301}").organisation == decomposed.id)
        }
    }

    @Test("only a platform can have tokens and tenants made")
    func notAPlatform() async throws {
        let premises = try await Premises()
        #expect(throws: AdministrationError.notAPlatform) { try premises.access.platformToken(platform: premises.tenant) }
        await #expect(throws: AdministrationError.notAPlatform) {
            try await premises.access.createOrganisation(name: "X", platform: premises.alone.id, externalID: "x")
        }
        await #expect(throws: AdministrationError.unknownOrganisation) {
            try await premises.access.createOrganisation(
                name: "X", platform: OrganisationID(Identifier(high: 1, low: 1)), externalID: "x")
        }
        await #expect(throws: AdministrationError.self) { try await premises.access.createOrganisation(name: "X", externalID: "x") }
        await #expect(throws: AdministrationError.self) {
            try await premises.access.createOrganisation(name: "X", signingSecret: Array(repeating: 1, count: 31))
        }
        await #expect(throws: AdministrationError.self) { try await premises.access.createOrganisation(name: "") }
        await #expect(throws: AdministrationError.duplicate("id")) {
            try await premises.access.createOrganisation(name: "X", id: premises.alone.id)
        }
    }
}
