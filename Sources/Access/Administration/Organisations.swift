package import Records

extension AccessControl {
    /// Makes an organisation. With `platform` it belongs to that platform, under the platform's own `externalID` for it; with
    /// `signingSecret` it is a platform itself.
    ///
    /// Refuses with ``AdministrationError/invalid(rule:)`` a name or external id of no or more than 255 bytes, a secret shorter than 32
    /// bytes (RFC 7518 section 3.2), and an external id without a platform; with ``AdministrationError/unknownOrganisation`` and
    /// ``AdministrationError/notAPlatform`` a platform that is none; with ``AdministrationError/duplicate(_:)`` an id or external id
    /// that is taken.
    @discardableResult
    package func createOrganisation(
        name: String, id: OrganisationID? = nil, platform: OrganisationID? = nil, externalID: String? = nil, signingSecret: [UInt8]? = nil
    ) async throws(AdministrationError) -> Organisation {
        try Organisation.check(name, called: "name")
        if let externalID { try Organisation.check(externalID, called: "external id") }
        if let signingSecret, signingSecret.count < SigningKey.minimumLength {
            throw .invalid(rule: "a signing secret has at least \(SigningKey.minimumLength) bytes")
        }
        if let platform {
            guard let found = try await organisation(platform) else { throw .unknownOrganisation }
            guard found.signingSecret != nil else { throw .notAPlatform }
        } else if externalID != nil {
            throw .invalid(rule: "an external id is a platform's: name the platform too")
        }
        let now = now()
        let organisation = Organisation(
            id: id ?? OrganisationID(Identifier(at: now)), name: name, platform: platform, externalID: externalID,
            signingSecret: signingSecret, createdAt: now)
        try await administering { () async throws(StoreError) in try await store.createOrganisation(organisation) }
        return organisation
    }

    /// Every organisation.
    package func organisations() async throws(AdministrationError) -> [Organisation] {
        try await administering { () async throws(StoreError) in try await store.organisations() }
    }

    /// The organisation with this id, or nil.
    package func organisation(_ id: OrganisationID) async throws(AdministrationError) -> Organisation? {
        try await administering { () async throws(StoreError) in try await store.organisation(id) }
    }

    /// Asks the store, and tells its refusals as those of an administrative act.
    func administering<Value>(_ act: () async throws(StoreError) -> Value) async throws(AdministrationError) -> Value {
        do {
            return try await act()
        } catch {
            throw AdministrationError(error)
        }
    }
}

extension Organisation {
    /// The longest name and external id, in bytes.
    static let maximumTextLength = 255

    /// Refuses with ``AdministrationError/invalid(rule:)`` a text that is empty, too long, or has control characters.
    static func check(_ text: String, called what: String) throws(AdministrationError) {
        guard (1...maximumTextLength).contains(text.utf8.count), !text.utf8.contains(where: { $0 < 0x20 || $0 == 0x7F }) else {
            throw .invalid(rule: "the \(what) has 1 to \(maximumTextLength) bytes and no control characters")
        }
    }
}
