import JSONCore
import Records

/// A JWT (RFC 7519) taken apart by the strictest reading, its signature not yet checked.
///
/// Whatever is not exactly a compact JWS of ours or of a platform is refused here, before any key is touched: three parts of unpadded
/// base64url, header and claims each one strict JSON object, `alg` exactly `HS256`, no `crit`. Header members that point to keys
/// (`jku`, `jwk`, `x5u`, `x5c`, `kid`) choose nothing and are never followed.
///
/// The reader is our own and the signature is checked by swift-crypto directly, with no JWT library between: such a library decodes
/// claims before anything here could look at them (an empty `aud` has been seen to end the process), takes its key by what the header says,
/// and reads JSON by other rules than the rest of the server. What is left for it to do is one HMAC.
struct UnverifiedToken {
    /// The longest token that is read.
    static let maximumLength = 4096

    /// The strictest reading of claims that a real token still passes.
    private static let limits = JSONLimits(maximumDepth: 8, maximumNumberLength: 32, maximumExponent: 20)

    private let claims: Claims
    private let signed: [UInt8]
    private let signature: [UInt8]

    /// Takes `text` apart; nil for whatever is not such a token.
    init?(_ text: String) {
        guard text.utf8.count <= Self.maximumLength else { return nil }
        let parts = text.utf8.split(separator: UInt8(ascii: "."), maxSplits: 3, omittingEmptySubsequences: false)
        guard parts.count == 3, let header = Self.object(parts[0]), Self.allows(header), let claims = Self.object(parts[1]),
            let signature = Base64URL.decode(parts[2])
        else { return nil }
        self.claims = Claims(members: claims)
        self.signed = Array(text.utf8.dropLast(parts[2].count + 1))
        self.signature = signature
    }

    /// A claim that names the key to check the token with; nil unless it is a string. Nothing else may be done with it.
    func keyName(_ claim: String) -> String? { claims.string(claim) }

    /// The claims, once the signature and the times have been checked.
    ///
    /// Refuses with ``TokenFault/refused`` a wrong signature, a time of the wrong type or outside the years 1970 to 9999, a token not valid
    /// yet, one issued in the future, and one with an `aud`: this server answers to no audience, so RFC 7519 section 4.1.3 has it rejected.
    /// Refuses with ``TokenFault/expired`` what was valid until `exp`. `skew` seconds are allowed on either side.
    func verified(with key: SigningKey, at now: Timestamp, skew: Int) throws(TokenFault) -> Claims {
        guard key.isCode(signature, for: signed), !claims.has("aud") else { throw .refused }
        let skew = Int64(skew)
        if let start = try claims.time("nbf"), now < start.advanced(seconds: -skew) { throw .refused }
        if let issued = try claims.time("iat"), now < issued.advanced(seconds: -skew) { throw .refused }
        if let end = try claims.time("exp"), now >= end.advanced(seconds: skew) { throw .expired }
        return claims
    }

    private static func object(_ part: Substring.UTF8View) -> JSONObject? {
        guard let bytes = Base64URL.decode(part), let value = try? JSON.parse(bytes, limits: limits) else { return nil }
        return value.asObject
    }

    /// RFC 7515 section 4.1: `crit` lists what must be understood, and nothing beyond the basics is; `typ` is compared without case.
    private static func allows(_ header: JSONObject) -> Bool {
        guard header["alg"]?.asString?.hasSameBytes(as: "HS256") == true, !header.contains("crit") else { return false }
        if let type = header["typ"] {
            guard let name = type.asString, name.utf8.elementsEqual("JWT".utf8, by: { $0 & 0xDF == $1 }) else { return false }
        }
        if let key = header["kid"] {
            guard let name = key.asString, name.utf8.count <= 128 else { return false }
        }
        return true
    }
}

/// Why a token that was read is not accepted.
enum TokenFault: Error {
    case refused
    case expired
}

extension TokenFault {
    /// The fault as told of one of a request's credentials.
    func of(_ credential: AccessError.Credential) -> AccessError {
        switch self {
        case .refused: .refused(credential)
        case .expired: .expired(credential)
        }
    }
}
