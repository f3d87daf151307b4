package import Records

extension AccessControl {
    /// The characters that a password may have, as Kare's sign-in documents it, counted in UTF-16 units as there.
    private static let passwordLengths = 6...100

    /// Makes a person who signs in with email and password, or replaces the one with this `id`.
    ///
    /// Refuses with ``AdministrationError/unknownOrganisation``; with ``AdministrationError/invalid(rule:)`` a name or email outside its
    /// bounds and a password of fewer than 6 or more than 100 characters; with ``AdministrationError/duplicate(_:)`` an email that
    /// another person has; with ``AdministrationError/busy`` when too many passwords wait to be hashed.
    @discardableResult
    package func createUser(
        organisation: OrganisationID, email: String, name: String, password: String, id: Identifier? = nil
    ) async throws(AdministrationError) -> StoredUser {
        try Organisation.check(name, called: "name")
        try Organisation.check(email, called: "email")
        guard email.utf8.contains(UInt8(ascii: "@")) else { throw .invalid(rule: "an email has an @") }
        guard Self.passwordLengths.contains(password.utf16.count) else {
            throw .invalid(rule: "a password has \(Self.passwordLengths.lowerBound) to \(Self.passwordLengths.upperBound) characters")
        }
        guard try await self.organisation(organisation) != nil else { throw .unknownOrganisation }
        let cost = configuration.passwordCost
        let hash: PasswordHash?
        do {
            hash = try await passwords.run { PasswordHash(of: password, cost: cost) }
        } catch {
            throw .busy
        }
        guard let hash else { throw .busy }
        let now = now()
        let user = StoredUser(
            id: id ?? Identifier(at: now), organisation: organisation, email: email, name: name, passwordHash: hash.text, createdAt: now)
        try await administering { () async throws(StoreError) in try await store.saveUser(user) }
        checked.forget()
        return user
    }
}
