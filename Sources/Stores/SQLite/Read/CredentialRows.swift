import Access
import Records

/// How an organisation stands in a row.
enum OrganisationRow {
    static let columns = "id, name, platform, external_id, signing_secret, created_at"

    static func organisation(in row: borrowing BoundStatement) throws(SQLiteFailure) -> Organisation {
        guard let id = row.identifier(0) else { throw SQLiteFailure(damage: "organisation.id") }
        return Organisation(
            id: OrganisationID(id), name: row.text(1), platform: row.identifier(2).map { OrganisationID($0) },
            externalID: row.optionalText(3),
            signingSecret: row.isNull(4) ? nil : row.blob(4), createdAt: row.timestamp(5))
    }
}

/// How an API token stands in a row.
enum TokenRow {
    static let columns = "organisation, id, name, digest, scopes, requests_per_minute, created_at, revoked_at"

    /// A scope that this version does not know grants nothing.
    static func token(in row: borrowing BoundStatement) throws(SQLiteFailure) -> StoredToken {
        guard let organisation = row.identifier(0), let id = row.identifier(1) else { throw SQLiteFailure(damage: "token.id") }
        return StoredToken(
            id: id, organisation: OrganisationID(organisation), name: row.text(2), digest: row.blob(3),
            scopes: Set(row.text(4).split(separator: " ").compactMap { Scope(rawValue: String($0)) }),
            requestsPerMinute: row.optionalInteger(5).map { Int(clamping: $0) }, createdAt: row.timestamp(6),
            revokedAt: row.optionalInteger(7).map { Timestamp(microseconds: $0) })
    }
}

/// How a person stands in a row.
enum UserRow {
    static let columns = "organisation, id, email, name, password_hash, created_at"

    static func user(in row: borrowing BoundStatement) throws(SQLiteFailure) -> StoredUser {
        guard let organisation = row.identifier(0), let id = row.identifier(1) else { throw SQLiteFailure(damage: "user.id") }
        return StoredUser(
            id: id, organisation: OrganisationID(organisation), email: row.text(2), name: row.text(3), passwordHash: row.text(4),
            createdAt: row.timestamp(5))
    }
}
