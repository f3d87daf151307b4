import Access
import Records

/// The statements on the directory's tables.
enum DirectoryStatements {
    static let insertOrganisation = """
        INSERT INTO organisation (id, name, platform, external_id, signing_secret, created_at) VALUES ($1, $2, $3, $4, $5, $6)
        """
    static let insertSequence = "INSERT INTO change_sequence (organisation, next) VALUES ($1, 1)"
    private static let organisationColumns = "id, name, platform, external_id, signing_secret, created_at"
    static let organisation = "SELECT \(organisationColumns) FROM organisation WHERE id = $1"
    static let organisationOfPlatform = "SELECT \(organisationColumns) FROM organisation WHERE platform = $1 AND external_id = $2"
    /// For the command line; no request asks for it.
    static let organisations = "SELECT \(organisationColumns) FROM organisation ORDER BY id"

    static let saveToken = """
        INSERT INTO token (organisation, id, name, digest, scopes, requests_per_minute, created_at, revoked_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
        ON CONFLICT (organisation, id) DO UPDATE SET
            name = excluded.name, digest = excluded.digest, scopes = excluded.scopes,
            requests_per_minute = excluded.requests_per_minute, revoked_at = excluded.revoked_at
        """
    private static let tokenColumns = "organisation, id, name, digest, scopes, requests_per_minute, created_at, revoked_at"
    static let tokenByDigest = "SELECT \(tokenColumns) FROM token WHERE digest = $1"
    static let tokens = "SELECT \(tokenColumns) FROM token WHERE organisation = $1 ORDER BY id"
    /// A token that is revoked already keeps the moment when it was.
    static let revokeToken = "UPDATE token SET revoked_at = coalesce(revoked_at, $3) WHERE organisation = $1 AND id = $2"

    static let savePerson = """
        INSERT INTO person (organisation, id, email, email_key, name, password_hash, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7)
        ON CONFLICT (organisation, id) DO UPDATE SET
            email = excluded.email, email_key = excluded.email_key, name = excluded.name, password_hash = excluded.password_hash
        """
    private static let personColumns = "organisation, id, email, name, password_hash, created_at"
    static let personByEmail = "SELECT \(personColumns) FROM person WHERE email_key = $1"
    static let personByID = "SELECT \(personColumns) FROM person WHERE id = $1"

    static let secret = "SELECT value FROM secret WHERE name = $1"
    static let insertSecret = "INSERT INTO secret (name, value) VALUES ($1, $2) ON CONFLICT DO NOTHING"
}

extension Statement {
    /// Says which credential is presented, so that its row may be seen before its organisation is known (``Fences``).
    static func presenting(_ credential: String) -> Statement {
        var statement = Statement("SELECT set_config('kith.presented', $1, true)")
        statement.bind(credential)
        return statement
    }
}

extension Rows.Row {
    var organisation: Organisation? {
        identifier(0).map {
            Organisation(
                id: OrganisationID($0), name: text(1), platform: identifier(2).map { OrganisationID($0) }, externalID: optionalText(3),
                signingSecret: optionalBlob(4), createdAt: timestamp(5))
        }
    }

    var token: StoredToken? {
        guard let organisation = identifier(0), let id = identifier(1) else { return nil }
        return StoredToken(
            id: id, organisation: OrganisationID(organisation), name: text(2), digest: blob(3),
            scopes: Set(text(4).split(separator: " ").compactMap { Scope(rawValue: String($0)) }),
            requestsPerMinute: optionalInteger(5).map { Int($0) }, createdAt: timestamp(6),
            revokedAt: optionalInteger(7).map(Timestamp.init))
    }

    var person: StoredUser? {
        guard let organisation = identifier(0), let id = identifier(1) else { return nil }
        return StoredUser(
            id: id, organisation: OrganisationID(organisation), email: text(2), name: text(3), passwordHash: text(4),
            createdAt: timestamp(5))
    }
}
