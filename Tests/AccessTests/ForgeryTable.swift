/// Every forgery that must be refused. All are signed with the platform's own secret unless the row spoils just that.
enum ForgeryTable {
    static let all = headers + shapes + payloads + claimsOfWrongTypes + claimsOutOfBounds

    /// RFC 7515 section 4.1, RFC 8725 sections 2.1 and 3.1: what a header says must not choose how a token is checked.
    static let headers: [Forgery] = [
        Forgery("alg none", header: #"{"alg":"none"}"#),
        Forgery("alg none without signature", header: #"{"alg":"none"}"#) { header, payload, _ in "\(header).\(payload)." },
        Forgery("alg None", header: #"{"alg":"None"}"#),
        Forgery("alg HS384", header: #"{"alg":"HS384"}"#),
        Forgery("alg HS512", header: #"{"alg":"HS512"}"#),
        Forgery("alg RS256", header: #"{"alg":"RS256"}"#),
        Forgery("alg ES256", header: #"{"alg":"ES256"}"#),
        Forgery("alg PS256", header: #"{"alg":"PS256"}"#),
        Forgery("alg in lower case", header: #"{"alg":"hs256"}"#),
        Forgery("alg with a blank", header: #"{"alg":"HS256 "}"#),
        Forgery("alg empty", header: #"{"alg":""}"#),
        Forgery("alg null", header: #"{"alg":null}"#),
        Forgery("alg a list", header: #"{"alg":["HS256"]}"#),
        Forgery("alg a number", header: #"{"alg":256}"#),
        Forgery("no alg", header: #"{"typ":"JWT"}"#),
        Forgery("Alg in another case", header: #"{"Alg":"HS256"}"#),
        Forgery("alg twice, the good one first", header: #"{"alg":"HS256","alg":"none"}"#),
        Forgery("alg twice, the good one last", header: #"{"alg":"none","alg":"HS256"}"#),
        Forgery("alg twice, one escaped", header: #"{"alg":"HS256","\u0061lg":"none"}"#),
        Forgery("crit empty", header: #"{"alg":"HS256","crit":[]}"#),
        Forgery("crit of exp", header: #"{"alg":"HS256","crit":["exp"],"exp":1}"#),
        Forgery("crit of b64", header: #"{"alg":"HS256","crit":["b64"],"b64":false}"#),
        Forgery("crit null", header: #"{"alg":"HS256","crit":null}"#),
        Forgery("typ JWE", header: #"{"alg":"HS256","typ":"JWE"}"#),
        Forgery("typ at+jwt", header: #"{"alg":"HS256","typ":"at+jwt"}"#),
        Forgery("typ a number", header: #"{"alg":"HS256","typ":1}"#),
        Forgery("typ null", header: #"{"alg":"HS256","typ":null}"#),
        Forgery("typ empty", header: #"{"alg":"HS256","typ":""}"#),
        Forgery("kid a number", header: #"{"alg":"HS256","kid":1}"#),
        Forgery("kid of 129 characters", header: #"{"alg":"HS256","kid":"\#(String(repeating: "k", count: 129))"}"#),
        Forgery("kid twice", header: #"{"alg":"HS256","kid":"a","kid":"b"}"#),
        Forgery("header a list", header: #"["HS256"]"#),
        Forgery("header a string", header: #""HS256""#),
        Forgery("header null", header: "null"),
        Forgery("header empty", header: ""),
        Forgery("header cut off", header: #"{"alg":"HS256""#),
        Forgery("header with a comma too many", header: #"{"alg":"HS256",}"#),
        Forgery("header with more behind it", header: #"{"alg":"HS256"}{}"#),
        Forgery(
            "header nested deep", header: #"{"alg":"HS256","x":\#(String(repeating: "[", count: 9))\#(String(repeating: "]", count: 9))}"#),
    ]

    /// RFC 7515 sections 2 and 7.1: three parts of base64url without padding.
    static let shapes: [Forgery] = [
        Forgery("one part") { header, _, _ in header },
        Forgery("two parts") { header, payload, _ in "\(header).\(payload)" },
        Forgery("four parts") { "\($0).\($1).\($2).\($2)" },
        Forgery("five parts") { "\($0).\($1).\($2).\($2).\($2)" },
        Forgery("a point at the end") { "\($0).\($1).\($2)." },
        Forgery("a point at the start") { ".\($0).\($1).\($2)" },
        Forgery("points alone") { _, _, _ in ".." },
        Forgery("no signature") { header, payload, _ in "\(header).\(payload)." },
        Forgery("no payload") { header, _, signature in "\(header)..\(signature)" },
        Forgery("no header") { _, payload, signature in ".\(payload).\(signature)" },
        Forgery("signature padded") { "\($0).\($1).\($2)=" },
        Forgery("header padded") { "\($0)=.\($1).\($2)" },
        Forgery("signature cut by a character") { "\($0).\($1).\($2.dropLast())" },
        Forgery("signature cut to half") { "\($0).\($1).\($2.prefix(22))" },
        Forgery("signature longer by a character") { "\($0).\($1).\($2)A" },
        Forgery("signature longer by a byte's worth") { "\($0).\($1).\($2)AA" },
        Forgery("unused bits set in the signature") { "\($0).\($1).\($2.dropLast())" + String(sibling(of: $2.last)) },
        Forgery("signature of zeros") { header, payload, _ in "\(header).\(payload).\(String(repeating: "A", count: 43))" },
        Forgery("payload exchanged for an empty object") { header, _, signature in "\(header).e30.\(signature)" },
        Forgery("parts exchanged") { "\($1).\($0).\($2)" },
        Forgery("the + of plain base64") { "\($0).\($1).+\($2.dropFirst())" },
        Forgery("the / of plain base64") { "\($0).\($1)./\($2.dropFirst())" },
        Forgery("a tilde") { "\($0).\($1).~\($2.dropFirst())" },
        Forgery("larger than 4 KiB") { "\($0).\($1).\($2)" + String(repeating: "A", count: 4096) },
    ]

    /// The second part must be one strict JSON object.
    static let payloads: [Forgery] = [
        Forgery("no bytes", payload: []),
        Forgery("not JSON", payload: Array("hello".utf8)),
        Forgery("null", payload: Array("null".utf8)),
        Forgery("a list", payload: Array("[]".utf8)),
        Forgery("an empty object", payload: Array("{}".utf8)),
        Forgery("invalid UTF-8", payload: Array(#"{"partnerId":""#.utf8) + [0xFF] + Array(#""}"#.utf8)),
        Forgery("a byte order mark", payload: [0xEF, 0xBB, 0xBF] + Array("{}".utf8)),
        Forgery("UTF-16", payload: [0x7B, 0, 0x7D, 0]),
        Forgery("100 brackets", payload: Array(repeating: 0x5B, count: 100)),
        Forgery("3,000 brackets", payload: Array(repeating: 0x5B, count: 3000)),
        Forgery("a claim nested deep", changes: [("x", "[[[[[[[[[1]]]]]]]]]")]),
        Forgery("a claim twice", changes: [("x", #"1,"x":1"#)]),
        Forgery("exp twice", changes: [("exp", #"NOW,"exp":4102444800"#)]),
        Forgery("tenantExternalId twice, one escaped", changes: [("x", #"1,"\u0074enantExternalId":"clinic-1""#)]),
        Forgery("a NUL", changes: [("name", #""A\u0000""#)]),
        Forgery("half a surrogate pair", changes: [("name", #""\ud800""#)]),
        Forgery("larger than 4 KiB in all", changes: [("x", "\"\(String(repeating: "x", count: 4096))\"")]),
    ]

    /// Each claim with each of twelve values that it cannot have.
    static let claimsOfWrongTypes: [Forgery] =
        ["email", "name", "externalId", "tenantExternalId", "partnerId", "type"].flatMap { claim in
            ["null", "true", "false", "0", "1.5", "-1", "1e10", "[]", #"["x"]"#, "{}", #"{"x":"y"}"#, #""""#].map { (text: String) in
                Forgery("\(claim) \(text)", changes: [(claim, text)])
            }
        }
        + ["iat", "exp", "nbf"].flatMap { claim in
            [
                "null", "true", #""1800000000""#, #""""#, "[]", "[1]", "{}", "-1", "-0.5", "253402300800", "1e20", "9223372036854775808",
                "1e308", "1e309", "1\(String(repeating: "0", count: 40))",
            ].map { (text: String) in Forgery("\(claim) \(text)", changes: [(claim, text)]) }
        }
        // RFC 7519 section 4.1.3: this server answers to no audience.
        + ["null", "true", "0", #""""#, #""kith""#, "[]", #"[""]"#, #"["kith"]"#, "[[]]", "[1]", "{}", #"{"x":[]}"#].map { (text: String) in
            Forgery("aud \(text)", changes: [("aud", text)])
        }

    static let claimsOutOfBounds: [Forgery] =
        ["email", "name", "tenantExternalId", "partnerId", "iat", "exp"].map { Forgery("no \($0)", changes: [($0, nil)]) }
        + [
            Forgery("type of a tenant", changes: [("type", #""tenant""#)]),
            Forgery("type in another case", changes: [("type", #""Partner""#)]),
            Forgery("partnerId that is no id", changes: [("partnerId", #""../../etc/passwd""#)]),
            Forgery("partnerId of SQL", changes: [("partnerId", #""' OR '1'='1""#)]),
            Forgery("partnerId of nobody", changes: [("partnerId", #""00000000-0000-7000-8000-000000000000""#)]),
            Forgery("tenantExternalId of nobody", changes: [("tenantExternalId", #""nobody""#)]),
            Forgery("tenantExternalId of another platform's tenant", changes: [("tenantExternalId", #""salon-9""#)]),
            Forgery("tenantExternalId in another case", changes: [("tenantExternalId", #""Clinic-1""#)]),
            Forgery("tenantExternalId of 1,000 characters", changes: [("tenantExternalId", "\"\(String(repeating: "t", count: 1000))\"")]),
        ]

    /// The character of base64url that differs from `character` only in the lowest bit, which a signature of 32 bytes does not use.
    private static func sibling(of character: Character?) -> Character {
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")
        guard let character, let position = alphabet.firstIndex(of: character) else { return "B" }
        return alphabet[position ^ 1]
    }
}
