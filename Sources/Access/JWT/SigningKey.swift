import Crypto
import JSONCore

/// A secret that signs JWTs and checks them, with HMAC-SHA256 (`HS256`, RFC 7518 section 3.2) and nothing else.
///
/// One key, one algorithm: what a token's header says about algorithms never chooses anything.
struct SigningKey: Sendable {
    /// The shortest secret that RFC 7518 section 3.2 allows for HS256.
    static let minimumLength = 32

    private let key: SymmetricKey

    /// Nil for a secret shorter than ``minimumLength``.
    init?(secret: [UInt8]) {
        guard secret.count >= Self.minimumLength else { return nil }
        key = SymmetricKey(data: secret)
    }

    /// The 32-byte authentication code of `message`.
    func code(for message: [UInt8]) -> [UInt8] {
        Array(HMAC<SHA256>.authenticationCode(for: message, using: key))
    }

    /// Whether `code` is the authentication code of `message`, found out in a time that does not depend on where the two differ.
    func isCode(_ code: [UInt8], for message: [UInt8]) -> Bool {
        HMAC<SHA256>.isValidAuthenticationCode(code, authenticating: message, using: key)
    }

    /// The compact JWS (RFC 7515 section 3.1) that carries `claims`.
    func token(_ claims: JSONObject) -> String {
        let header: JSON = ["alg": "HS256", "typ": "JWT"]
        let signed = Base64URL.encode(header.serialized()) + "." + Base64URL.encode(JSON.object(claims).serialized())
        return signed + "." + Base64URL.encode(code(for: Array(signed.utf8)))
    }
}
