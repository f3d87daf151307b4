package import Access
package import Records
import Relational

/// The directory: what is asked before an organisation is known, and by the command line.
extension PostgresStore: CredentialStore {
    // MARK: - Organisations

    package func createOrganisation(_ organisation: Organisation) async throws(StoreError) {
        var row = Statement(DirectoryStatements.insertOrganisation)
        row.bind(organisation.id)
        row.bind(organisation.name)
        row.bind(organisation.platform?.identifier)
        row.bind(organisation.externalID)
        row.bind(blob: organisation.signingSecret)
        row.bind(organisation.createdAt)
        var sequence = Statement(DirectoryStatements.insertSequence)
        sequence.bind(organisation.id)
        _ = try await change(
            [.naming(organisation.id), row, sequence],
            meaning: ["organisation_pkey": .duplicate("id"), "organisation_external_id": .duplicate("externalID")])
    }

    package func organisation(_ id: OrganisationID) async throws(StoreError) -> Organisation? {
        var statement = Statement(DirectoryStatements.organisation)
        statement.bind(id)
        return try await look(statement) { $0.first?.organisation }
    }

    package func organisation(externalID: String, of platform: OrganisationID) async throws(StoreError) -> Organisation? {
        var statement = Statement(DirectoryStatements.organisationOfPlatform)
        statement.bind(platform)
        statement.bind(externalID)
        return try await look(statement) { $0.first?.organisation }
    }

    package func organisations() async throws(StoreError) -> [Organisation] {
        try await look(Statement(DirectoryStatements.organisations)) { rows in (0..<rows.count).compactMap { rows[$0].organisation } }
    }

    // MARK: - Tokens

    package func saveToken(_ token: StoredToken) async throws(StoreError) {
        var statement = Statement(DirectoryStatements.saveToken)
        statement.bind(token.organisation)
        statement.bind(token.id)
        statement.bind(token.name)
        statement.bind(blob: token.digest)
        statement.bind(token.scopes.map(\.rawValue).sorted().joined(separator: " "))
        statement.bind(token.requestsPerMinute.map { Int64($0) })
        statement.bind(token.createdAt)
        statement.bind(token.revokedAt)
        _ = try await change([.naming(token.organisation), statement], meaning: ["token_digest": .duplicate("digest")])
    }

    package func token(digest: [UInt8]) async throws(StoreError) -> StoredToken? {
        var statement = Statement(DirectoryStatements.tokenByDigest)
        statement.bind(blob: digest)
        return try await look(statement, presenting: Self.hexadecimal(digest)) { $0.first?.token }
    }

    package func tokens(of organisation: OrganisationID) async throws(StoreError) -> [StoredToken] {
        var statement = Statement(DirectoryStatements.tokens)
        statement.bind(organisation)
        return try await select(statement, of: organisation) { rows in (0..<rows.count).compactMap { rows[$0].token } }
    }

    package func revokeToken(_ id: Identifier, of organisation: OrganisationID, at: Timestamp) async throws(StoreError) -> Bool {
        var statement = Statement(DirectoryStatements.revokeToken)
        statement.bind(organisation)
        statement.bind(id)
        statement.bind(at)
        return try await change([.naming(organisation), statement]).last?.affected == 1
    }

    // MARK: - People

    package func saveUser(_ user: StoredUser) async throws(StoreError) {
        var statement = Statement(DirectoryStatements.savePerson)
        statement.bind(user.organisation)
        statement.bind(user.id)
        statement.bind(user.email)
        statement.bind(ASCII.lowercased(user.email))
        statement.bind(user.name)
        statement.bind(user.passwordHash)
        statement.bind(user.createdAt)
        _ = try await change(
            [.naming(user.organisation), statement], meaning: ["person_email": .duplicate("email"), "person_id": .duplicate("id")])
    }

    package func user(email: String) async throws(StoreError) -> StoredUser? {
        let key = ASCII.lowercased(email)
        var statement = Statement(DirectoryStatements.personByEmail)
        statement.bind(key)
        return try await look(statement, presenting: key) { $0.first?.person }
    }

    package func user(_ id: Identifier) async throws(StoreError) -> StoredUser? {
        var statement = Statement(DirectoryStatements.personByID)
        statement.bind(id)
        return try await look(statement, presenting: id.text) { $0.first?.person }
    }

    // MARK: - Secrets

    package func secret(_ name: String, fresh: [UInt8]) async throws(StoreError) -> [UInt8] {
        var read = Statement(DirectoryStatements.secret)
        read.bind(name)
        if let stored = try await look(read, value: { $0.first?.blob(0) }) { return stored }
        // Another server may have been first; its secret counts.
        var insert = Statement(DirectoryStatements.insertSecret)
        insert.bind(name)
        insert.bind(blob: fresh)
        _ = try await change([insert])
        return try await look(read) { $0.first?.blob(0) } ?? fresh
    }

    // MARK: - Ways

    /// Reads one statement of the directory; `presenting` is the credential whose row may be seen.
    private func look<Value: Sendable>(
        _ statement: Statement, presenting credential: String? = nil, value: @escaping @Sendable (Rows) -> Value
    ) async throws(StoreError) -> Value {
        let statements = (credential.map { [Statement.presenting($0)] } ?? []) + [statement]
        return try await pool.read { connection throws(PostgresFailure) in
            let results = try connection.exchange(statements, within: .seconds(6))
            return value(results[statements.count - 1])
        }
    }

    private func change(_ statements: [Statement], meaning: [String: StoreError] = [:]) async throws(StoreError) -> [Rows] {
        try await pool.write(meaning: meaning) { connection throws(PostgresFailure) in
            try connection.exchange(statements, within: .seconds(6))
        }
    }

    private static func hexadecimal(_ bytes: [UInt8]) -> String {
        let digits = Array("0123456789abcdef".utf8)
        return String(decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
    }
}
