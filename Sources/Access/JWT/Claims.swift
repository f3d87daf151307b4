import JSONCore
import Records

/// The claims of a JWT, read one by one with their exact types. A claim of another type is not the claim.
struct Claims {
    /// The last second that has a four-digit year.
    private static let latest: JSONNumber = 253_402_300_799

    private let members: JSONObject

    init(members: JSONObject) { self.members = members }

    /// Whether the token has the claim, of whatever type.
    func has(_ name: String) -> Bool { members.contains(name) }

    /// The claim's text; nil when it is absent or no string.
    func string(_ name: String) -> String? { members[name]?.asString }

    /// The claim's text; nil when it is absent. Refuses one that is no string or has no character.
    func optionalText(_ name: String) throws(TokenFault) -> String? {
        guard let value = members[name] else { return nil }
        guard let text = value.asString, !text.isEmpty else { throw .refused }
        return text
    }

    /// The claim's text. Refuses an absent one, one that is no string or has no character.
    func text(_ name: String) throws(TokenFault) -> String {
        guard let text = try optionalText(name) else { throw .refused }
        return text
    }

    /// The moment of a NumericDate (RFC 7519 section 2), a fraction of a second cut off; nil when the claim is absent. Refuses what is no
    /// number and what lies outside the years 1970 to 9999.
    func time(_ name: String) throws(TokenFault) -> Timestamp? {
        guard let value = members[name] else { return nil }
        guard let number = value.asNumber, number >= 0, number <= Self.latest,
            let seconds = number.intValue ?? Int(exactly: number.doubleValue.rounded(.down))
        else { throw .refused }
        return Timestamp(microseconds: Int64(seconds) * 1_000_000)
    }

    /// The moment of a NumericDate that must be there.
    func requiredTime(_ name: String) throws(TokenFault) -> Timestamp {
        guard let time = try time(name) else { throw .refused }
        return time
    }
}
