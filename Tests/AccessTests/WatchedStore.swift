import Access
import Records
import Synchronization

/// A store that counts how often it is asked, and that can be taken away.
final class WatchedStore: CredentialStore {
    private let store: any CredentialStore
    private let state = Mutex((lookUps: 0, isAway: false))

    init(_ store: any CredentialStore) { self.store = store }

    /// How often anything was asked.
    var lookUps: Int { state.withLock(\.lookUps) }

    /// While true, everything fails as it does when the database is away.
    var isAway: Bool {
        get { state.withLock(\.isAway) }
        set { state.withLock { $0.isAway = newValue } }
    }

    private func asked() throws(StoreError) -> any CredentialStore {
        let isAway = state.withLock { state in
            state.lookUps += 1
            return state.isAway
        }
        guard !isAway else { throw .unavailable(retryAfterSeconds: 7) }
        return store
    }

    func createOrganisation(_ organisation: Organisation) async throws(StoreError) { try await asked().createOrganisation(organisation) }

    func organisation(_ id: OrganisationID) async throws(StoreError) -> Organisation? { try await asked().organisation(id) }

    func organisation(externalID: String, of platform: OrganisationID) async throws(StoreError) -> Organisation? {
        try await asked().organisation(externalID: externalID, of: platform)
    }

    func organisations() async throws(StoreError) -> [Organisation] { try await asked().organisations() }

    func saveToken(_ token: StoredToken) async throws(StoreError) { try await asked().saveToken(token) }

    func token(digest: [UInt8]) async throws(StoreError) -> StoredToken? { try await asked().token(digest: digest) }

    func tokens(of organisation: OrganisationID) async throws(StoreError) -> [StoredToken] { try await asked().tokens(of: organisation) }

    func revokeToken(_ id: Identifier, of organisation: OrganisationID, at moment: Timestamp) async throws(StoreError) -> Bool {
        try await asked().revokeToken(id, of: organisation, at: moment)
    }

    func saveUser(_ user: StoredUser) async throws(StoreError) { try await asked().saveUser(user) }

    func user(email: String) async throws(StoreError) -> StoredUser? { try await asked().user(email: email) }

    func user(_ id: Identifier) async throws(StoreError) -> StoredUser? { try await asked().user(id) }

    func secret(_ name: String, fresh: [UInt8]) async throws(StoreError) -> [UInt8] { try await asked().secret(name, fresh: fresh) }
}
