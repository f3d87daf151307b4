package import Records

/// Why an organisation, a token or a person was not made.
package enum AdministrationError: Error, Sendable, Hashable {
    /// A text breaks its rule, told in a sentence.
    case invalid(rule: String)
    /// There is no such organisation.
    case unknownOrganisation
    /// The organisation has no signing secret, so it is no platform.
    case notAPlatform
    /// Another one has the same value in this place.
    case duplicate(String)
    /// The password could not be hashed now.
    case busy
    /// The store refused.
    case store(StoreError)

    init(_ error: StoreError) {
        if case .duplicate(let place) = error { self = .duplicate(place) } else { self = .store(error) }
    }
}

extension AdministrationError: CustomStringConvertible {
    /// A sentence for whoever sits at the command line.
    package var description: String {
        switch self {
        case .invalid(let rule): rule
        case .unknownOrganisation: "there is no such organisation; `kith organisation list` shows those there are"
        case .notAPlatform: "the organisation is no platform: it has no signing secret"
        case .duplicate(let place): "another one has the same \(place)"
        case .busy: "the password could not be hashed now; try again"
        case .store: "the database refused; the log says why"
        }
    }
}
