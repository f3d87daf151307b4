import JSONCore
import Records
import Server
import TestSupport
import Testing

/// Requests that break a rule: 400 with every place, and the contact as it was.
@Suite struct RefusedUpdateTests {
    /// A body, and the places that the answer must name.
    private static let invalid: [(name: String, body: JSON, paths: [String])] = [
        ("no notify", [:], ["/notify"]),
        ("no notify, all else valid", ["name": "Ada", "email": "a@b.co", "phones": [], "comment": nil], ["/notify"]),
        ("notify as text", ["notify": "true"], ["/notify"]),
        ("notify as 1", ["notify": 1], ["/notify"]),
        ("notify as 0", ["notify": 0], ["/notify"]),
        ("notify null", ["notify": nil], ["/notify"]),
        ("name null", ["notify": true, "name": nil], ["/name"]),
        ("name a number", ["notify": true, "name": 1], ["/name"]),
        ("name a list", ["notify": true, "name": ["Ada"]], ["/name"]),
        ("name of 251", ["notify": true, "name": .string(String(repeating: "n", count: 251))], ["/name"]),
        ("name of 126 characters of two units each", ["notify": true, "name": .string(String(repeating: "😀", count: 126))], ["/name"]),
        ("email empty", ["notify": true, "email": ""], ["/email"]),
        ("email without at", ["notify": true, "email": "ada"], ["/email"]),
        ("email with a leading dot", ["notify": true, "email": ".ada@email.com"], ["/email"]),
        ("email with two dots", ["notify": true, "email": "a..b@email.com"], ["/email"]),
        ("email with two dots in its domain", ["notify": true, "email": "a@email..com"], ["/email"]),
        ("email with a dot before the at", ["notify": true, "email": "ada.@email.com"], ["/email"]),
        ("email without a top level", ["notify": true, "email": "ada@email"], ["/email"]),
        ("email with a top level of one letter", ["notify": true, "email": "ada@email.c"], ["/email"]),
        ("email with a space", ["notify": true, "email": "ada @email.com"], ["/email"]),
        ("email beyond ASCII", ["notify": true, "email": "adä@email.com"], ["/email"]),
        ("email with a line end", ["notify": true, "email": "ada@email.com\n"], ["/email"]),
        ("email of 251", ["notify": true, "email": .string(String(repeating: "a", count: 241) + "@email.com")], ["/email"]),
        ("email a number", ["notify": true, "email": 1], ["/email"]),
        ("phones null", ["notify": true, "phones": nil], ["/phones"]),
        ("phones a text", ["notify": true, "phones": "1"], ["/phones"]),
        ("six phones", ["notify": true, "phones": ["1", "2", "3", "4", "5", "6"]], ["/phones"]),
        ("phone of 51", ["notify": true, "phones": ["1", .string(String(repeating: "5", count: 51))]], ["/phones/1"]),
        ("phone a number", ["notify": true, "phones": [1]], ["/phones/0"]),
        ("phone null", ["notify": true, "phones": [nil]], ["/phones/0"]),
        ("comment of 2501", ["notify": true, "comment": .string(String(repeating: "c", count: 2501))], ["/comment"]),
        ("comment an object", ["notify": true, "comment": [:]], ["/comment"]),
        ("a list", [["notify": true]], [""]),
        ("a text", "notify", [""]),
        ("null", nil, [""]),
        ("two rules at once", ["notify": 1, "name": nil], ["/notify", "/name"]),
    ]

    @Test func everyLimitPatternAndTypeIsHeld() async throws {
        try await withServer { server in
            let before = try await server.contact()
            for (name, body, paths) in Self.invalid {
                let answer = try await server.patch(body)
                #expect(answer.status == 400, "\(name)")
                let refusal = try answer.refusal()
                #expect(refusal.code == "validation-failed", "\(name)")
                #expect(Set(refusal.paths) == Set(paths), "\(name)")
            }
            #expect(try await server.contact() == before)
        }
    }

    /// A body that is no JSON, and no secret of it in the answer.
    private static let malformed: [(name: String, bytes: [UInt8])] = [
        ("nothing", []),
        ("white space", Array("  ".utf8)),
        ("half an object", Array(#"{"notify": true"#.utf8)),
        ("a comma too many", Array(#"{"notify": true,}"#.utf8)),
        ("two values", Array(#"{"notify": true} {}"#.utf8)),
        ("a member twice", Array(#"{"notify": true, "name": "a", "name": "b"}"#.utf8)),
        ("a member twice, once escaped", Array(#"{"notify": true, "name": "a", "n\u0061me": "b"}"#.utf8)),
        ("not a number", Array(#"{"notify": NaN}"#.utf8)),
        ("half a surrogate pair", Array(#"{"notify": true, "name": "\ud800"}"#.utf8)),
        ("the character zero", Array(#"{"notify": true, "name": "\u0000"}"#.utf8)),
        ("a byte order mark", [0xEF, 0xBB, 0xBF] + Array(#"{"notify": true}"#.utf8)),
        ("bytes that are not UTF-8", Array(#"{"notify": true, "name": ""#.utf8) + [0xFF, 0xFE] + Array(#""}"#.utf8)),
        ("depth 200", Array((String(repeating: "[", count: 200) + String(repeating: "]", count: 200)).utf8)),
    ]

    @Test func aBodyMustBeJSON() async throws {
        try await withServer { server in
            let before = try await server.contact()
            var headers = server.kareCredentials
            headers["Content-Type"] = "application/json"
            for (name, bytes) in Self.malformed {
                let answer = try await server.send("PATCH", server.contactPath, headers: headers, bytes: bytes)
                #expect(answer.status == 400, "\(name)")
                let code = try answer.refusal().code
                #expect(code == (bytes.isEmpty ? "body-missing" : "json-malformed"), "\(name)")
            }
            #expect(try await server.contact() == before)
        }
    }

    @Test(arguments: [
        ("text/plain", 400), ("application/x-www-form-urlencoded", 400), ("application/jsonp", 400), ("", 400), ("application/json", 200),
        ("application/json; charset=utf-8", 200), ("Application/JSON;charset=UTF-8", 200),
    ])
    func theContentTypeIsAHeaderWithOneValue(type: String, status: Int) async throws {
        try await withServer { server in
            var headers = server.kareCredentials
            if !type.isEmpty { headers["Content-Type"] = type }
            let answer = try await server.send(
                "PATCH", server.contactPath, headers: headers, bytes: Array(#"{"notify": false, "name": "typed"}"#.utf8))
            #expect(answer.status == status)
            if status == 400 { #expect(try answer.refusal().paths == ["content-type"]) }
            #expect((try await server.contact()["name"] == "typed") == (status == 200))
        }
    }

    @Test func bodiesThatAreTooLargeOrEncodedAreRefused() async throws {
        try await withServer { server in
            let before = try await server.contact()
            let large = #"{"notify": true, "comment": ""# + String(repeating: "c", count: 1 << 20) + #""}"#
            let answer = try await server.send("PATCH", server.contactPath, headers: server.kareCredentials, text: large)
            #expect(answer.status == 413)
            #expect(try answer.refusal().code == "body-too-large")

            var headers = server.kareCredentials
            headers["Content-Encoding"] = "gzip"
            let encoded = try await server.send("PATCH", server.contactPath, headers: headers, text: #"{"notify": true}"#)
            #expect(encoded.status == 415)
            #expect(try await server.contact() == before)
        }
    }

    @Test func aConditionThatWouldNotBeHonouredIsRefused() async throws {
        try await withServer { server in
            let before = try await server.contact()
            var headers = server.kareCredentials
            headers["If-Match"] = "\"1\""
            let answer = try await server.send("PATCH", server.contactPath, headers: headers, json: ["notify": true])
            #expect(answer.status == 400)
            #expect(try await server.contact() == before)
        }
    }

    @Test func valuesAreNeverEchoed() async throws {
        try await withServer { server in
            let answer = try await server.patch(["notify": "s3cret", "email": "s3cret", "name": 5])
            #expect(answer.status == 400)
            #expect(!answer.text.contains("s3cret"))
        }
    }
}
