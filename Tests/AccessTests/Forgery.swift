import Access
import Crypto
import Foundation
import Records
import Testing

/// A JWT of any shape, signed as well as someone who has the right secret could, and made by other code than the product's.
struct Forgery: Sendable, CustomTestStringConvertible {
    static let goodHeader = #"{"alg":"HS256","typ":"JWT"}"#

    let name: String
    var header: String
    /// Claims as JSON text that replace, join or (nil) leave out those of a good tenant's token.
    var changes: [(claim: String, text: String?)]
    /// The whole second part before its encoding, instead of the claims.
    var payload: [UInt8]?
    /// Puts the three encoded parts together.
    var assembled: @Sendable (String, String, String) -> String

    init(
        _ name: String, header: String = Forgery.goodHeader, changes: [(claim: String, text: String?)] = [], payload: [UInt8]? = nil,
        assembled: @escaping @Sendable (String, String, String) -> String = { "\($0).\($1).\($2)" }
    ) {
        self.name = name
        self.header = header
        self.changes = changes
        self.payload = payload
        self.assembled = assembled
    }

    var testDescription: String { name }

    /// The token, for the platform of `premises` and at its present moment.
    func token(for premises: Premises, secret: [UInt8] = Premises.secret) -> String {
        let parts = [Array(header.utf8), payload ?? Array(claims(for: premises).utf8)].map(Self.base64URL)
        let code = HMAC<SHA256>.authenticationCode(for: Data("\(parts[0]).\(parts[1])".utf8), using: SymmetricKey(data: secret))
        return assembled(parts[0], parts[1], Self.base64URL(Array(code)))
    }

    private func claims(for premises: Premises) -> String {
        let now = premises.clock.now.seconds
        var members: [(claim: String, text: String)] = [
            ("email", #""ada@clinic.example""#), ("name", #""Ada""#), ("externalId", #""user-7""#), ("tenantExternalId", #""clinic-1""#),
            ("partnerId", "\"\(premises.platform.id.text)\""), ("iat", String(now)), ("exp", String(now + 3600)),
        ]
        for change in changes {
            members.removeAll { $0.claim == change.claim }
            if let text = change.text { members.append((change.claim, text.replacing("NOW", with: String(now)))) }
        }
        return "{" + members.map { "\"\($0.claim)\":\($0.text)" }.joined(separator: ",") + "}"
    }

    static func base64URL(_ bytes: [UInt8]) -> String {
        Data(bytes).base64EncodedString().replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
    }
}
