import Foundation
import JSONCore
import Records
import Testing

@testable import Access

@Suite("JWTs")
struct JWTTests {
    @Test("every forgery is refused, and the good token still opens after it", arguments: ForgeryTable.all)
    func forgery(_ forgery: Forgery) async throws {
        let premises = try await Premises()
        let token = forgery.token(for: premises)
        let refusal = await #expect(throws: AccessError.self) { try await premises.caller(token) }
        // A tilde, a plus or a slash may stand in a bearer token; anything else foreign is refused before it is taken for a JWT.
        #expect(refusal == .refused(.bearer) || (token.isEmpty && refusal == .malformed(.bearer)))
        #expect(try await premises.caller(Forgery("good").token(for: premises)).organisation == premises.tenant.id)
    }

    @Test("the table is as long as promised") func count() { #expect(ForgeryTable.all.count >= 60) }

    @Test(
        "header members that point to keys are not looked at",
        arguments: [
            #"{"alg":"HS256"}"#, #"{"alg":"HS256","typ":"jwt"}"#, #"{"typ":"Jwt","alg":"HS256"}"#,
            #"{"alg":"HS256","kid":"../../dev/null"}"#,
            #"{"alg":"HS256","jku":"http://127.0.0.1:1/keys"}"#, #"{"alg":"HS256","jwk":{"kty":"oct","k":"AAAA"}}"#,
            #"{"alg":"HS256","x5u":"http://127.0.0.1:1/","x5c":["AAAA"]}"#,
        ])
    func toleratedHeader(_ header: String) async throws {
        let premises = try await Premises()
        #expect(try await premises.caller(Forgery("good", header: header).token(for: premises)).organisation == premises.tenant.id)
        await #expect(throws: AccessError.refused(.bearer)) {
            try await premises.caller(Forgery("bad", header: header).token(for: premises, secret: Premises.otherSecret))
        }
    }

    @Test("no change of a single character goes unnoticed")
    func everyCharacterCounts() async throws {
        let premises = try await Premises { $0.cacheSeconds = 0 }
        let token = Array(Forgery("good").token(for: premises).utf8)
        #expect(try await premises.caller(String(decoding: token, as: UTF8.self)).organisation == premises.tenant.id)
        for position in token.indices {
            for replacement in [token[position] ^ 1, UInt8(ascii: "A"), UInt8(ascii: "."), UInt8(ascii: "=")]
            where replacement != token[position] {
                var changed = token
                changed[position] = replacement
                await #expect(throws: AccessError.self) { try await premises.caller(String(decoding: changed, as: UTF8.self)) }
            }
        }
    }

    /// Whether a token with the claim at a distance from now is accepted, with a skew of 30 seconds on either side.
    @Test(
        "times are judged with 30 seconds of skew",
        arguments: [
            ("exp", -31, false), ("exp", -30, false), ("exp", -29, true), ("exp", 0, true), ("exp", 31, true),
            ("nbf", 31, false), ("nbf", 30, true), ("nbf", 29, true), ("nbf", -31, true),
            ("iat", 31, false), ("iat", 30, true), ("iat", 29, true), ("iat", -1_000_000, true),
        ])
    func skew(claim: String, distance: Int64, isAccepted: Bool) async throws {
        let premises = try await Premises()
        let moment = premises.clock.now.seconds + distance
        let token = Forgery("timed", changes: [(claim, String(moment))]).token(for: premises)
        if isAccepted {
            #expect(try await premises.caller(token).organisation == premises.tenant.id)
        } else {
            await #expect(throws: claim == "exp" ? AccessError.expired(.bearer) : .refused(.bearer)) { try await premises.caller(token) }
        }
    }

    @Test(
        "a NumericDate may have a fraction or an exponent (RFC 7519 section 2)", arguments: ["1800000100.75", "18000001e2", "1.8000001E9"])
    func numericDates(_ text: String) async throws {
        let premises = try await Premises()
        let token = Forgery("timed", changes: [("exp", text)]).token(for: premises)
        #expect(try await premises.caller(token).organisation == premises.tenant.id)
    }

    @Test("the example of RFC 7515 appendix A.1 is read and verified")
    func rfc7515() throws {
        let token = """
            eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9.\
            eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ.\
            dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk
            """
        let secret = "AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtMN3Yj0iPS4hcgUuTwjAzZr1Z9CAow"
        let key = try #require(Base64URL.decode(secret.utf8).flatMap { SigningKey(secret: $0) })
        let read = try #require(UnverifiedToken(token))
        let before = Timestamp(microseconds: 1_300_819_379_000_000)
        #expect(try read.verified(with: key, at: before, skew: 0).text("iss") == "joe")
        #expect(throws: TokenFault.expired) { try read.verified(with: key, at: before.advanced(seconds: 1), skew: 0) }
        let other = try #require(SigningKey(secret: Array(repeating: 7, count: 32)))
        #expect(throws: TokenFault.refused) { try read.verified(with: other, at: before, skew: 0) }
    }

    @Test("a secret shorter than the hash is no key (RFC 7518 section 3.2)")
    func shortSecret() {
        #expect(SigningKey(secret: Array(repeating: 1, count: 31)) == nil)
        #expect(SigningKey(secret: Array(repeating: 1, count: 32)) != nil)
    }
}

@Suite("Base64url")
struct Base64URLTests {
    /// RFC 4648 section 10 without the padding, and the two characters that differ from plain base64.
    @Test(
        "examples",
        arguments: [
            ("", ""), ("f", "Zg"), ("fo", "Zm8"), ("foo", "Zm9v"), ("foob", "Zm9vYg"), ("fooba", "Zm9vYmE"), ("foobar", "Zm9vYmFy"),
            ("ÿþ>?", "w7_Dvj4_"),
        ])
    func example(plain: String, text: String) {
        #expect(Base64URL.encode(Array(plain.utf8)) == text)
        #expect(Base64URL.decode(text.utf8) == Array(plain.utf8))
    }

    @Test(
        "what is refused", arguments: ["Zg==", "Zg=", "Z", "Zm9vY", "Zh", "Zm9", "Zm 8", "Zm8\n", "Zm+v", "Zm/v", "Zm9v.", "Zmé", "\u{0}"])
    func refused(_ text: String) {
        #expect(Base64URL.decode(text.utf8) == nil)
    }

    @Test("every byte comes back")
    func roundTrip() {
        for count in 0..<70 {
            let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 37 &+ count) }
            #expect(Base64URL.decode(Base64URL.encode(bytes).utf8) == bytes)
        }
    }
}
