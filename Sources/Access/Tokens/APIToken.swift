import Crypto
import JSONCore

/// The text of an API token: `tg_live_` or `tg_test_` and 256 random bits as 43 characters of base64url.
///
/// The form is Nateq's, whose clients check it before they send a key: one of the two prefixes and at least 50 characters in all.
/// Both kinds open the same records: a sandbox is an organisation of its own.
package struct APIToken: Sendable {
    /// Which of the two prefixes a token has.
    package enum Environment: String, Sendable, CaseIterable {
        case live, test

        /// What the token's text begins with.
        var prefix: String { "tg_\(rawValue)_" }
    }

    /// Nateq's lower bound, and an upper one that keeps what is hashed short.
    private static let lengths = 50...200

    /// The whole text, to be shown once and kept nowhere.
    let text: String

    init(_ environment: Environment, secret: [UInt8]) {
        text = environment.prefix + Base64URL.encode(secret)
    }

    /// Reads a token as presented; nil when prefix, length or alphabet are wrong.
    init?(_ text: String) {
        guard Self.lengths.contains(text.utf8.count),
            Environment.allCases.contains(where: { text.utf8.starts(with: $0.prefix.utf8) }),
            text.utf8.allSatisfy(Base64URL.contains)
        else { return nil }
        self.text = text
    }

    /// SHA-256 of the whole text: all that is stored. With 256 random bits behind it, it needs no salt and no slow hash, and finding a
    /// token by its digest compares nothing that tells of the secret.
    var digest: [UInt8] { Array(SHA256.hash(data: Array(text.utf8))) }
}
