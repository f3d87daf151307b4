package import Access
import JSONCore
package import Records

/// The demo organisation: one person, known to all four vendors' APIs at once, and one ready request for each of the five updates.
///
/// Making it again gives the same organisation with the same ids and API tokens, its records as they were at first.
package struct Demo: Sendable {
    package let organisation: OrganisationID
    package let requests: [DemoRequest]
    package let tokens: DemoTokens
    /// What signs in at Kare's `POST /auth/v1/rs/login/credentials`; the password is new each time.
    package let signIn: (email: String, password: String)
    /// The demo's records by the name they have in ``DemoRecords``.
    package let records: DemoRecords

    /// Makes the demo over a server's access control and engine. Refuses with ``StartError``.
    package static func make(access: AccessControl, engine: RecordEngine) async throws(StartError) -> Demo {
        do {
            let platform = try await ensure(DemoIDs.platform, "Demo Platform", access, signingSecret: randomBytes(32))
            let organisation = try await ensure(DemoIDs.organisation, "Demo", access, platform: platform.id, externalID: "demo")
            let author = Author(
                actor: Actor(kind: .system, id: "demo", name: "kith demo"), source: .commandLine, requestID: "demo")
            let records = try await DemoRecords.make(
                RecordSession(engine: engine, organisation: organisation.id, author: author))
            let password = randomBytes(12).map { String($0, radix: 36) }.joined()
            let user = try await access.createUser(
                organisation: organisation.id, email: "grace@demo.example", name: "Grace Hopper", password: password, id: DemoIDs.user)
            let tokens = try await DemoTokens.make(access, organisation: organisation, platform: platform, user: user)
            return Demo(
                organisation: organisation.id, requests: DemoRequest.five(records, tokens), tokens: tokens, signIn: (user.email, password),
                records: records)
        } catch let error as AdministrationError {
            throw StartError("the demo could not be made: \(error)")
        } catch {
            throw StartError("the demo could not be made: \(String(reflecting: error))")
        }
    }

    private static func ensure(
        _ id: OrganisationID, _ name: String, _ access: AccessControl, platform: OrganisationID? = nil, externalID: String? = nil,
        signingSecret: [UInt8]? = nil
    ) async throws -> Organisation {
        if let present = try await access.organisation(id) { return present }
        return try await access.createOrganisation(
            name: name, id: id, platform: platform, externalID: externalID, signingSecret: signingSecret)
    }

    private static func randomBytes(_ count: Int) -> [UInt8] {
        (0..<count).map { _ in UInt8.random(in: .min ... .max) }
    }
}

/// The fixed identities of the demo: the same in every database.
enum DemoIDs {
    static let platform = OrganisationID(demo(1))
    static let organisation = OrganisationID(demo(2))
    static let user = demo(3)
    static let company = demo(10)
    static let tag = demo(11)
    static let contact = demo(12)
    static let definition = demo(13)
    static let entity = demo(14)
    static let channel = demo(15)
    static let inbox = demo(16)
    static let otherInbox = demo(17)
    static let employee = demo(18)
    static let conversation = demo(19)

    /// A version 7 identifier of 2026-01-01 whose random part is a small number.
    private static func demo(_ number: UInt64) -> Identifier {
        Identifier(high: 0x019B_7600_0000_7000, low: 0x8000_0000_0000_0000 | number)
    }
}

/// The credentials that `kith demo --json` prints.
package struct DemoTokens: Sendable {
    package let mateo: String
    package let nateq: String
    package let native: String
    package let reachTenant: String
    package let reachPlatform: String
    package let kareAccess: String
    package let kareSession: String

    /// How long the demo's JWTs live: thirty days.
    package static let lifetimeSeconds = 30 * 86_400

    static func make(
        _ access: AccessControl, organisation: Organisation, platform: Organisation, user: StoredUser
    ) async throws(AdministrationError) -> DemoTokens {
        func token(_ name: String) async throws(AdministrationError) -> String {
            try await access.createToken(organisation: organisation.id, name: name, repeatable: true).text
        }
        let session = access.sessionTokens(for: user)
        return DemoTokens(
            mateo: try await token("Demo Mateo"), nateq: try await token("Demo Nateq"), native: try await token("Demo native"),
            reachTenant: try access.tenantToken(
                platform: platform, tenantExternalID: organisation.externalID ?? "demo", email: user.email, name: user.name,
                externalID: "demo-user", seconds: lifetimeSeconds),
            reachPlatform: try access.platformToken(platform: platform, seconds: lifetimeSeconds), kareAccess: session.accessToken,
            kareSession: session.sessionToken)
    }
}
