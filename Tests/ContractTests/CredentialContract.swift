import Access
import JSONCore
import Records
import Testing

/// Organisations, tokens, people and secrets.
@Suite struct CredentialContract {
    @Test(arguments: Engine.allCases) func organisationsReadBack(_ engine: Engine) async throws {
        try await withStore(engine) { shelf in
            let platform = Organisation(
                id: OrganisationID(Identifier(at: Shelf.now)), name: "Platform", signingSecret: [0, 1, 255], createdAt: Shelf.now)
            try await shelf.store.createOrganisation(platform)
            let tenant = Organisation(
                id: OrganisationID(Identifier(at: Shelf.now)), name: "Tenant", platform: platform.id, externalID: "t-1",
                createdAt: Shelf.now)
            try await shelf.store.createOrganisation(tenant)
            #expect(try await shelf.store.organisation(platform.id) == platform)
            #expect(try await shelf.store.organisation(tenant.id) == tenant)
            #expect(try await shelf.store.organisation(externalID: "t-1", of: platform.id) == tenant)
            #expect(try await shelf.store.organisation(externalID: "t-2", of: platform.id) == nil)
            #expect(try await shelf.store.organisation(externalID: "t-1", of: shelf.organisation) == nil)
            #expect(try await shelf.store.organisation(OrganisationID(Identifier(at: Shelf.now))) == nil)
            #expect(Set(try await shelf.store.organisations().map(\.id)) == [shelf.organisation, platform.id, tenant.id])
            await #expect(throws: StoreError.duplicate("id")) { try await shelf.store.createOrganisation(platform) }
            let twin = Organisation(
                id: OrganisationID(Identifier(at: Shelf.now)), name: "Twin", platform: platform.id, externalID: "t-1", createdAt: Shelf.now)
            await #expect(throws: StoreError.duplicate("externalID")) { try await shelf.store.createOrganisation(twin) }
        }
    }

    @Test(arguments: Engine.allCases) func definitionsInForceAreThePlatformsThenItsOwn(_ engine: Engine) async throws {
        try await withStore(engine) { shelf in
            let tenant = OrganisationID(Identifier(at: Shelf.now))
            try await shelf.store.createOrganisation(
                Organisation(id: tenant, name: "Tenant", platform: shelf.organisation, externalID: "t", createdAt: Shelf.now))
            let theirs = try await shelf.insert(.definition, ["key": "a", "schema": true])
            func own(_ key: String) async throws -> Record {
                let record = Record(
                    organisation: tenant, type: .definition, id: RecordID(at: Shelf.now), number: 0, externalID: nil, version: 1,
                    createdAt: Shelf.now, updatedAt: Shelf.now, fields: ["key": .string(key), "schema": true])
                let change = Change(
                    organisation: tenant, record: record.id, type: .definition, version: 1, kind: .created, at: Shelf.now,
                    author: Shelf.author, edits: [])
                return try await shelf.store.commit(Commit([Mutation(.insert(record), change: change, references: [])]), in: tenant)[0]
                    .record
            }
            let (second, third) = (try await own("b"), try await own("a"))
            #expect(try await shelf.store.definitions(for: tenant) == [theirs, second, third])
            #expect(try await shelf.store.definitions(for: shelf.organisation) == [theirs])
            #expect(try await shelf.neighbour().store.definitions(for: OrganisationID(Identifier(at: Shelf.now))).isEmpty)
        }
    }

    @Test(arguments: Engine.allCases) func tokensAreFoundByDigestUntilAndAfterTheyAreRevoked(_ engine: Engine) async throws {
        try await withStore(engine) { shelf in
            let other = try await shelf.neighbour()
            var token = StoredToken(
                id: Identifier(at: Shelf.now), organisation: shelf.organisation, name: "CRM", digest: [UInt8](repeating: 7, count: 32),
                scopes: [.readTags, .writeTags], requestsPerMinute: 60, createdAt: Shelf.now)
            try await shelf.store.saveToken(token)
            #expect(try await shelf.store.token(digest: token.digest) == token)
            #expect(try await shelf.store.token(digest: [1]) == nil)
            token.name = "CRM 2"
            token.scopes = []
            token.requestsPerMinute = nil
            try await shelf.store.saveToken(token)
            #expect(try await shelf.store.tokens(of: shelf.organisation) == [token])
            #expect(try await shelf.store.tokens(of: other.organisation).isEmpty)
            #expect(try await shelf.store.revokeToken(token.id, of: other.organisation, at: Shelf.now) == false)
            #expect(try await shelf.store.token(digest: token.digest)?.revokedAt == nil)
            #expect(try await shelf.store.revokeToken(token.id, of: shelf.organisation, at: Shelf.now))
            #expect(try await shelf.store.revokeToken(token.id, of: shelf.organisation, at: Shelf.now.advanced(seconds: 9)))
            #expect(try await shelf.store.token(digest: token.digest)?.revokedAt == Shelf.now)
        }
    }

    @Test(arguments: Engine.allCases) func peopleAreFoundByEmailInEitherCase(_ engine: Engine) async throws {
        try await withStore(engine) { shelf in
            let other = try await shelf.neighbour()
            var user = StoredUser(
                id: Identifier(at: Shelf.now), organisation: shelf.organisation, email: "Ann@Example.com", name: "Ann",
                passwordHash: "scrypt$…",
                createdAt: Shelf.now)
            try await shelf.store.saveUser(user)
            #expect(try await shelf.store.user(email: "aNN@example.COM") == user)
            #expect(try await shelf.store.user(user.id) == user)
            #expect(try await shelf.store.user(email: "ben@example.com") == nil)
            let twin = StoredUser(
                id: Identifier(at: Shelf.now), organisation: other.organisation, email: "ann@example.com", name: "Other", passwordHash: "",
                createdAt: Shelf.now)
            await #expect(throws: StoreError.duplicate("email")) { try await shelf.store.saveUser(twin) }
            user.passwordHash = "changed"
            try await shelf.store.saveUser(user)
            #expect(try await shelf.store.user(user.id) == user)
        }
    }

    @Test(arguments: Engine.allCases) func aSecretIsTheSameForEveryCaller(_ engine: Engine) async throws {
        try await withStore(engine) { shelf in
            let secrets = try await withThrowingTaskGroup(of: [UInt8].self) { group in
                for n in 0..<16 { group.addTask { try await shelf.store.secret("session", fresh: [UInt8(n)]) } }
                return try await group.reduce(into: Set<[UInt8]>()) { $0.insert($1) }
            }
            #expect(secrets.count == 1)
            #expect(try await shelf.store.secret("session", fresh: [99]) == secrets.first)
            #expect(try await shelf.store.secret("other", fresh: [99]) == [99])
        }
    }

    @Test(arguments: Engine.allCases) func aClosedStoreRefuses(_ engine: Engine) async throws {
        try await withStore(engine) { shelf in
            let record = try await shelf.insert(.contact)
            await shelf.store.close()
            await #expect(throws: StoreError.unavailable(retryAfterSeconds: 1)) { try await shelf.record(record) }
            await #expect(throws: StoreError.unavailable(retryAfterSeconds: 1)) { try await shelf.commit(shelf.deletion(record)) }
        }
    }
}
