import Records
import SQLiteStore
import Synchronization
import Testing

@testable import Access

/// A clock that stands until it is moved.
final class TestClock: Sendable {
    private let moment = Mutex(Timestamp(microseconds: 1_800_000_000_000_000))

    var now: Timestamp { moment.withLock { $0 } }

    func move(seconds: Int64) { moment.withLock { $0 = $0.advanced(seconds: seconds) } }
}

/// An access control with a standing clock, two platforms with a tenant each, and an organisation that stands alone.
struct Premises {
    static let secret = Array("the first platform's secret, 32+ bytes".utf8)
    static let otherSecret = Array("the second platform's secret, 32+ bytes".utf8)

    let clock = TestClock()
    let store: WatchedStore
    let access: AccessControl
    let platform: Organisation
    let tenant: Organisation
    let otherPlatform: Organisation
    let otherTenant: Organisation
    let alone: Organisation

    init(_ configure: (inout AccessConfiguration) -> Void = { _ in }) async throws {
        var configuration = AccessConfiguration()
        configuration.passwordCost = try #require(PasswordCost(logRounds: 4, blockSize: 8, parallelism: 1))
        configure(&configuration)
        store = WatchedStore(try await SQLiteStore.open(SQLiteConfiguration(.memory)))
        access = try await AccessControl(store: store, configuration: configuration, now: { [clock] in clock.now })
        platform = try await access.createOrganisation(name: "Suite", signingSecret: Self.secret)
        tenant = try await access.createOrganisation(name: "Clinic", platform: platform.id, externalID: "clinic-1")
        otherPlatform = try await access.createOrganisation(name: "Rival", signingSecret: Self.otherSecret)
        otherTenant = try await access.createOrganisation(name: "Salon", platform: otherPlatform.id, externalID: "salon-9")
        alone = try await access.createOrganisation(name: "Solo")
    }

    /// Another process on the same database.
    func neighbour() async throws -> AccessControl {
        try await AccessControl(store: store, configuration: access.configuration, now: { [clock] in clock.now })
    }

    /// Whom an API token opens for.
    func holder(_ token: String) async throws(AccessError) -> Principal {
        try await access.authenticate(PresentedCredentials(authorization: "Bearer " + token), scheme: .apiToken, forPlatform: false)
    }

    /// Whom a platform's JWT opens for.
    func caller(_ token: String, tenant: String? = nil, forPlatform: Bool = false) async throws(AccessError) -> Principal {
        try await access.authenticate(
            PresentedCredentials(authorization: "Bearer " + token, tenant: tenant), scheme: .platformJWT, forPlatform: forPlatform)
    }

    /// Whom an access and a session token open for.
    func person(_ access: String?, _ session: String?) async throws(AccessError) -> Principal {
        try await self.access.authenticate(
            PresentedCredentials(authorization: access.map { "Bearer " + $0 }, sessionToken: session), scheme: .accessAndSession,
            forPlatform: false)
    }
}
