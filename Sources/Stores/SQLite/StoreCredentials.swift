package import Access
package import Records

// MARK: - Organisations

extension SQLiteStore: CredentialStore {
    package func createOrganisation(_ organisation: Organisation) async throws(StoreError) {
        try await writes.write { transaction in
            var statement = try transaction.session.statement(
                "INSERT INTO organisation (id, name, platform, external_id, signing_secret, created_at) VALUES (?, ?, ?, ?, ?, ?)")
            statement.bind(organisation.id)
            statement.bind(organisation.name)
            statement.bind(organisation.platform?.identifier)
            statement.bind(organisation.externalID)
            statement.bind(blob: organisation.signingSecret)
            statement.bind(organisation.createdAt)
            try statement.run(naming: ["organisation.id": "id", "organisation.external_id": "externalID"])
        }
    }

    package func organisation(_ id: OrganisationID) async throws(StoreError) -> Organisation? {
        try await readers.read { session throws(SQLiteFailure) in
            var statement = try session.statement("SELECT \(OrganisationRow.columns) FROM organisation WHERE id = ?")
            statement.bind(id)
            return try statement.step() ? try OrganisationRow.organisation(in: statement) : nil
        }
    }

    package func organisation(externalID: String, of platform: OrganisationID) async throws(StoreError) -> Organisation? {
        try await readers.read { session throws(SQLiteFailure) in
            var statement = try session.statement(
                "SELECT \(OrganisationRow.columns) FROM organisation WHERE platform = ? AND external_id = ?")
            statement.bind(platform)
            statement.bind(externalID)
            return try statement.step() ? try OrganisationRow.organisation(in: statement) : nil
        }
    }

    package func organisations() async throws(StoreError) -> [Organisation] {
        try await readers.read { session throws(SQLiteFailure) in
            var statement = try session.statement("SELECT \(OrganisationRow.columns) FROM organisation ORDER BY id")
            var organisations: [Organisation] = []
            while try statement.step() { organisations.append(try OrganisationRow.organisation(in: statement)) }
            return organisations
        }
    }
}

// MARK: - Tokens

extension SQLiteStore {
    package func saveToken(_ token: StoredToken) async throws(StoreError) {
        try await writes.write { transaction in
            var statement = try transaction.session.statement(
                """
                INSERT INTO token (organisation, id, name, digest, scopes, requests_per_minute, created_at, revoked_at)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (organisation, id) DO UPDATE SET
                    name = excluded.name, digest = excluded.digest, scopes = excluded.scopes,
                    requests_per_minute = excluded.requests_per_minute, revoked_at = excluded.revoked_at
                """)
            statement.bind(token.organisation)
            statement.bind(token.id)
            statement.bind(token.name)
            statement.bind(blob: token.digest)
            statement.bind(token.scopes.map(\.rawValue).sorted().joined(separator: " "))
            statement.bind(token.requestsPerMinute.map { Int64($0) })
            statement.bind(token.createdAt)
            statement.bind(token.revokedAt)
            try statement.run(naming: ["token.digest": "digest"])
        }
    }

    package func token(digest: [UInt8]) async throws(StoreError) -> StoredToken? {
        try await readers.read { session throws(SQLiteFailure) in
            var statement = try session.statement("SELECT \(TokenRow.columns) FROM token WHERE digest = ?")
            statement.bind(blob: digest)
            return try statement.step() ? try TokenRow.token(in: statement) : nil
        }
    }

    package func tokens(of organisation: OrganisationID) async throws(StoreError) -> [StoredToken] {
        try await readers.read { session throws(SQLiteFailure) in
            var statement = try session.statement("SELECT \(TokenRow.columns) FROM token WHERE organisation = ? ORDER BY id")
            statement.bind(organisation)
            var tokens: [StoredToken] = []
            while try statement.step() { tokens.append(try TokenRow.token(in: statement)) }
            return tokens
        }
    }

    package func revokeToken(_ id: Identifier, of organisation: OrganisationID, at: Timestamp) async throws(StoreError) -> Bool {
        try await writes.write { transaction in
            // A token that is revoked already keeps the moment when it was.
            var statement = try transaction.session.statement(
                "UPDATE token SET revoked_at = coalesce(revoked_at, ?) WHERE organisation = ? AND id = ?")
            statement.bind(at)
            statement.bind(organisation)
            statement.bind(id)
            return try statement.run() == 1
        }
    }
}

// MARK: - People

extension SQLiteStore {
    package func saveUser(_ user: StoredUser) async throws(StoreError) {
        try await writes.write { transaction in
            var statement = try transaction.session.statement(
                """
                INSERT INTO user (organisation, id, email, name, password_hash, created_at) VALUES (?, ?, ?, ?, ?, ?)
                ON CONFLICT (organisation, id) DO UPDATE SET
                    email = excluded.email, name = excluded.name, password_hash = excluded.password_hash
                """)
            statement.bind(user.organisation)
            statement.bind(user.id)
            statement.bind(user.email)
            statement.bind(user.name)
            statement.bind(user.passwordHash)
            statement.bind(user.createdAt)
            try statement.run(naming: ["user.email": "email", "user.id": "id"])
        }
    }

    package func user(email: String) async throws(StoreError) -> StoredUser? {
        try await readers.read { session throws(SQLiteFailure) in
            var statement = try session.statement("SELECT \(UserRow.columns) FROM user WHERE email = ?")
            statement.bind(email)
            return try statement.step() ? try UserRow.user(in: statement) : nil
        }
    }

    package func user(_ id: Identifier) async throws(StoreError) -> StoredUser? {
        try await readers.read { session throws(SQLiteFailure) in
            var statement = try session.statement("SELECT \(UserRow.columns) FROM user WHERE id = ?")
            statement.bind(id)
            return try statement.step() ? try UserRow.user(in: statement) : nil
        }
    }
}

// MARK: - Secrets

extension SQLiteStore {
    package func secret(_ name: String, fresh: [UInt8]) async throws(StoreError) -> [UInt8] {
        if let stored = try await readers.read({ session throws(SQLiteFailure) in try Self.secret(name, session) }) { return stored }
        return try await writes.write { transaction in
            // Another caller may have been first; its secret counts.
            var statement = try transaction.session.statement("INSERT OR IGNORE INTO secret (name, value) VALUES (?, ?)")
            statement.bind(name)
            statement.bind(blob: fresh)
            try statement.run()
            return try Self.secret(name, transaction.session) ?? fresh
        }
    }

    private static func secret(_ name: String, _ session: Session) throws(SQLiteFailure) -> [UInt8]? {
        var statement = try session.statement("SELECT value FROM secret WHERE name = ?")
        statement.bind(name)
        return try statement.step() ? statement.blob(0) : nil
    }
}
