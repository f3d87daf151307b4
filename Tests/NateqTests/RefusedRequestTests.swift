import Access
import JSONCore
import Records
import Server
import TestSupport
import Testing

/// Requests that break a rule: the documented status and code, and the contact as it was.
@Suite struct RefusedRequestTests {
    private static let bodies: [(name: String, text: String, code: String, fields: [String])] = [
        ("name a number", #"{"name": 1}"#, "INVALID_REQUEST", ["name"]),
        ("email a list", #"{"email": []}"#, "INVALID_REQUEST", ["email"]),
        ("a flag as text", #"{"doNotContact": "true"}"#, "INVALID_REQUEST", ["doNotContact"]),
        ("a flag as number", #"{"isAnonymous": 1}"#, "INVALID_REQUEST", ["isAnonymous"]),
        ("channel data an object", #"{"channelData": {}}"#, "INVALID_REQUEST", ["channelData"]),
        ("company a number", #"{"companyId": 1}"#, "INVALID_REQUEST", ["companyId"]),
        ("an unknown type", #"{"type": "lead"}"#, "VALIDATION_ERROR", ["type"]),
        ("an empty type", #"{"type": ""}"#, "VALIDATION_ERROR", ["type"]),
        ("two fields at once", #"{"language": "far too long", "type": "lead"}"#, "VALIDATION_ERROR", ["language", "type"]),
        ("a list", "[]", "INVALID_REQUEST", [""]),
        ("a text", #""x""#, "INVALID_REQUEST", [""]),
        ("null", "null", "INVALID_REQUEST", [""]),
        ("nothing", "", "INVALID_REQUEST", []),
        ("half an object", "{", "INVALID_REQUEST", []),
        ("a member twice", #"{"name": "a", "name": "b"}"#, "INVALID_REQUEST", []),
        ("the character zero", #"{"name": "\u0000"}"#, "INVALID_REQUEST", []),
        ("half a surrogate pair", #"{"name": "\udc00"}"#, "INVALID_REQUEST", []),
        ("depth 200", String(repeating: "[", count: 200) + String(repeating: "]", count: 200), "INVALID_REQUEST", []),
    ]

    @Test func bodiesAreChecked() async throws {
        try await withServer { server in
            let before = try await server.contact()
            for (name, text, code, fields) in Self.bodies {
                let answer = try await server.send("PUT", server.contactPath, headers: server.nateqCredentials, text: text)
                #expect(answer.status == 400, "\(name)")
                let refusal = try answer.refusal()
                #expect(refusal.code == code, "\(name)")
                #expect(Set(refusal.fields) == Set(fields), "\(name)")
            }
            let large = #"{"avatar": ""# + String(repeating: "a", count: 1 << 20) + #""}"#
            let tooLarge = try await server.send("PUT", server.contactPath, headers: server.nateqCredentials, text: large)
            #expect(tooLarge.status == 413)
            #expect(try tooLarge.refusal().code == "REQUEST_TOO_LARGE")

            var headers = server.nateqCredentials
            headers["Content-Type"] = "text/plain"
            let plain = try await server.send("PUT", server.contactPath, headers: headers, text: #"{"name": "x"}"#)
            #expect(plain.status == 415)
            #expect(try plain.refusal().code == "UNSUPPORTED_MEDIA_TYPE")
            #expect(try await server.contact() == before)
        }
    }

    @Test func allThatIsNotThereIsRefusedAlike() async throws {
        try await withServer { server in
            let stranger = try await server.stranger()
            let foreign = try await server.make(.contact, ["name": "Foreign"], in: stranger.organisation)
            let gone = try await server.make(.contact, ["name": "Gone"])
            _ = try await server.session().performOne(.delete(.id(.contact, gone.id), nil))
            let ids = [
                foreign.id.text, gone.id.text, "01890a5d-ac96-774b-bcce-b302099a8057", "nonsense", "1", "%F0%9F%98%80",
                server.demo.records.company.id.text,
            ]
            for id in ids {
                for method in ["PUT", "GET", "DELETE"] {
                    let path = "/api/v1/contacts/\(id)"
                    let answer =
                        method == "PUT"
                        ? try await server.put(["name": "Taken"], to: path)
                        : try await server.send(method, path, headers: server.nateqCredentials)
                    #expect(answer.status == 404, "\(method) \(id)")
                    #expect(
                        try answer.json == ["success": false, "error": ["code": "NOT_FOUND", "message": "Contact not found"]],
                        "\(method) \(id)")
                }
            }
            #expect(try await server.session(stranger.organisation).record(.id(.contact, foreign.id)) == foreign)
        }
    }

    @Test func keysAreChecked() async throws {
        try await withServer { server in
            let before = try await server.contact()
            let unknown = "tg_live_" + String(repeating: "A", count: 43)
            let revoked = try await server.server.access.createToken(organisation: server.demo.organisation, name: "revoked")
            _ = try await server.server.access.revokeToken(revoked.token.id, of: server.demo.organisation)
            let reading = try await server.token(scopes: Set(Scope.allCases).subtracting([.writeConversations]))
            let refused: [(name: String, headers: [String: String], status: Int, code: String)] = [
                ("nothing", [:], 401, "MISSING_API_KEY"),
                ("no Bearer", ["Authorization": server.demo.tokens.nateq], 401, "INVALID_AUTH_FORMAT"),
                ("another scheme", ["Authorization": "Basic \(server.demo.tokens.nateq)"], 401, "INVALID_AUTH_FORMAT"),
                ("a wrong prefix", TestServer.bearer("sk_live_" + String(repeating: "A", count: 43)), 401, "INVALID_API_KEY_FORMAT"),
                ("too short", TestServer.bearer("tg_live_short"), 401, "INVALID_API_KEY_FORMAT"),
                ("unknown", TestServer.bearer(unknown), 401, "INVALID_API_KEY"),
                ("revoked", TestServer.bearer(revoked.text), 401, "INVALID_API_KEY"),
                ("without the scope", TestServer.bearer(reading), 403, "INSUFFICIENT_SCOPE"),
            ]
            for (name, headers, status, code) in refused {
                let answer = try await server.send("PUT", server.contactPath, headers: headers, json: ["name": "Taken"])
                #expect(answer.status == status, "\(name)")
                #expect(try answer.refusal().code == code, "\(name)")
            }
            #expect(try await server.contact() == before)
            #expect(try await server.send("GET", server.contactPath, headers: TestServer.bearer(reading)).status == 200)

            let writing = try await server.token(scopes: [.writeConversations])
            #expect(try await server.send("PUT", server.contactPath, headers: TestServer.bearer(writing), json: [:]).status == 200)
            #expect(try await server.send("GET", server.contactPath, headers: TestServer.bearer(writing)).status == 403)
        }
    }

    @Test func requestsAreCountedByKey() async throws {
        try await withServer { server in
            let before = try await server.contact()
            let key = TestServer.bearer(try await server.token(scopes: Set(Scope.allCases), requestsPerMinute: 2))
            // A new minute may begin in between, which allows two more.
            var answers: [TestResponse] = []
            while answers.count < 5, answers.last?.status != 429 {
                answers.append(try await server.send("PUT", server.contactPath, headers: key, json: [:]))
            }
            for answer in answers {
                #expect(answer.headers["x-ratelimit-limit"] == "2")
                #expect(answer.headers["x-ratelimit-remaining"].flatMap { Int($0) } != nil)
            }
            let last = try #require(answers.last)
            #expect(last.status == 429)
            #expect(last.headers["x-ratelimit-remaining"] == "0")
            let wait = try #require(last.headers["retry-after"].flatMap { Int($0) })
            #expect((1...60).contains(wait))
            let error = try last.json["error"]
            #expect(error?["code"] == "RATE_LIMIT_EXCEEDED")
            #expect(error?["message"] == "API key rate limit exceeded")
            #expect(error?["details"] == ["limit": 2, "window": "1 minute", "retry_after_seconds": .number(JSONNumber(wait))])
            #expect(try await server.contact() == before)

            let other = try await server.put([:])
            #expect(other.headers["x-ratelimit-limit"] != nil && other.headers["x-ratelimit-remaining"] != nil)
        }
    }

    @Test func unknownPathsAndMethodsAreRefusedInNateqsShape() async throws {
        try await withServer { server in
            let unknown = try await server.send("GET", server.contactPath + "/notes", headers: server.nateqCredentials)
            #expect(unknown.status == 404)
            #expect(try unknown.refusal().code == "NOT_FOUND")
            let post = try await server.send("POST", server.contactPath, headers: server.nateqCredentials, json: [:])
            #expect(post.status == 405)
            #expect(try post.refusal().code == "METHOD_NOT_ALLOWED")
        }
    }
}
