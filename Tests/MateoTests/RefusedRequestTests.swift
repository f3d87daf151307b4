import Access
import JSONCore
import Records
import Server
import TestSupport
import Testing

/// Requests that are wrong before any row is touched: bodies, media types, credentials, paths.
@Suite("Refused requests")
struct RefusedRequestTests {
    /// Bodies of an update of a custom entity: text, status, code.
    static let bodies: [(String, Int, String)] = [
        ("", 400, "PGRST102"), ("{", 400, "PGRST102"), ("{}}", 400, "PGRST102"), (#"{"data": {},}"#, 400, "PGRST102"),
        ("nul", 400, "PGRST102"),
        (#"{"external_id": "a", "external_id": "b"}"#, 400, "PGRST102"), (#"{"data": {"a": 1, "a": 2}}"#, 400, "PGRST102"),
        (#"{"external_id": "\u0000"}"#, 400, "PGRST102"), (#"{"external_id": "\ud800"}"#, 400, "PGRST102"),
        (#"{"data": \#(String(repeating: "[", count: 200))\#(String(repeating: "]", count: 200))}"#, 400, "PGRST102"),
        (#"{"data": {"code": 1e999999}}"#, 400, "PGRST102"), ("[]", 400, "PGRST102"), ("null", 400, "PGRST102"), ("5", 400, "PGRST102"),
        (#"{"unknown": 1}"#, 400, "PGRST204"), (#"{"Data": {}}"#, 400, "PGRST204"), (#"{"data": null}"#, 400, "23502"),
        (#"{"data": []}"#, 400, "22P02"), (#"{"data": "{}"}"#, 400, "22P02"), (#"{"external_id": 1}"#, 400, "22P02"),
        (#"{"id": 1}"#, 400, "22P02"), (#"{"id": "1"}"#, 400, "22P02"), (#"{"contact_id": "{1}"}"#, 400, "22P02"),
        (#"{"created_at": "tomorrow"}"#, 400, "22007"), (#"{"updated_at": 5}"#, 400, "22P02"),
        (#"{"organisation_id": null}"#, 400, "23502"),
        (#"{"custom_entity_definition_key": 5}"#, 400, "22P02"),
    ]

    @Test("bodies")
    func bodies() async throws {
        try await withServer { server in
            let before = try await server.entity()
            for (text, status, code) in Self.bodies {
                let response = try await server.send(
                    "PATCH", server.entityPath, headers: TestServer.bearer(server.demo.tokens.mateo), text: text)
                #expect(response.status == status, "\(text.prefix(60)): \(response.text)")
                #expect(try response.refusal() == code, "\(text.prefix(60)): \(response.text)")
            }
            let large = #"{"external_id": "\#(String(repeating: "a", count: 1 << 20))"}"#
            let tooLarge = try await server.send(
                "PATCH", server.entityPath, headers: TestServer.bearer(server.demo.tokens.mateo), text: large)
            #expect(tooLarge.status == 413)
            #expect(try await server.entity() == before)
        }
    }

    @Test("media types and encodings")
    func mediaTypes() async throws {
        try await withServer { server in
            let before = try await server.entity()
            for type in ["text/plain", "application/x-www-form-urlencoded", "text/csv", "application/jsonx"] {
                var headers = TestServer.bearer(server.demo.tokens.mateo)
                headers["Content-Type"] = type
                let response = try await server.send("PATCH", server.entityPath, headers: headers, text: #"{"external_id": "x"}"#)
                #expect(response.status == 415, "\(type)")
                #expect(try response.refusal() == "PGRST102")
            }
            var encoded = TestServer.bearer(server.demo.tokens.mateo)
            encoded["Content-Encoding"] = "gzip"
            #expect(try await server.send("PATCH", server.entityPath, headers: encoded, text: "{}").status == 415)
            #expect(try await server.entity() == before)
            var parameters = TestServer.bearer(server.demo.tokens.mateo)
            parameters["Content-Type"] = "Application/JSON; charset=utf-8"
            #expect(try await server.send("PATCH", server.entityPath, headers: parameters, text: "{}").status == 200)
        }
    }

    @Test("credentials: none is 401, a bad one 403")
    func credentials() async throws {
        try await withServer { server in
            let none = try await server.send("PATCH", server.entityPath, json: ["external_id": "x"])
            #expect(none.status == 401)
            #expect(try none.refusal() == "PGRST302")
            let wrong = ["Bearer tg_live_\(String(repeating: "A", count: 43))", "Bearer x", "Basic \(server.demo.tokens.mateo)", "Bearer"]
            for credential in wrong {
                let response = try await server.send(
                    "PATCH", server.entityPath, headers: ["Authorization": credential], json: ["external_id": "x"])
                #expect(response.status == 403, "\(credential)")
                #expect(try response.refusal() == "PGRST301")
                #expect(!response.text.contains("tg_live_"))
            }
            #expect(try await server.entity().externalID == "VOUCH-12345")
        }
    }

    @Test("scopes")
    func scopes() async throws {
        try await withServer { server in
            let reader = try await server.token(scopes: [.readEntities, .readConversations, .readDefinitions])
            let writer = try await server.token(scopes: [.writeEntities, .writeConversations, .writeDefinitions])
            let writes: [(String, JSON)] = [
                (server.entityPath, ["external_id": "x"]), (server.conversationPath, ["status": "closed"]),
                ("/api/v1/custom_entity_definition?key=voucher", ["name": "x"]), ("/api/v1/contact?id=\(server.contactID)", ["email": nil]),
            ]
            for (path, body) in writes {
                let refused = try await server.mateo("PATCH", path, body, token: reader)
                #expect(refused.status == 403)
                #expect(try refused.refusal() == "42501")
                #expect(try await server.mateo("GET", path, token: reader).status == 200)
                #expect(try await server.mateo("GET", path, token: writer).status == 403)
            }
            #expect(try await server.entity().externalID == "VOUCH-12345")
            for (path, body) in writes { #expect(try await server.mateo("PATCH", path, body, token: writer).status == 200) }
        }
    }

    @Test("rows of another organisation do not exist")
    func strangers() async throws {
        try await withServer { server in
            let stranger = try await server.stranger()
            let before = try await server.entity()
            for method in ["PATCH", "DELETE"] {
                let body: JSON? = method == "PATCH" ? ["external_id": "x"] : nil
                let byID = try await server.mateo(method, server.entityPath, body, token: stranger.token)
                #expect(byID.status == 404)
                let byValue = try await server.mateo(method, "/api/v1/custom_entity?external_id=VOUCH-12345", body, token: stranger.token)
                #expect(byValue.text == "[]")
            }
            let definition = server.demo.records.definition.id.text
            let borrowed = try await server.mateo(
                "POST", "/api/v1/custom_entity",
                ["custom_entity_definition_id": .string(definition), "contact_id": .string(server.contactID), "data": [:]],
                token: stranger.token)
            #expect(borrowed.status == 409)
            #expect(try await server.entity() == before)
        }
    }

    @Test("paths, methods and conditions")
    func paths() async throws {
        try await withServer { server in
            let cases: [(String, String, Int, String)] = [
                ("GET", "/api/v1/nothing", 404, "PGRST205"), ("PATCH", "/api/v1/message?id=eq.1", 404, "PGRST205"),
                ("GET", "/api/v1", 404, "PGRST205"),
                ("GET", "/api/v1/custom_entity/\(server.entityID)", 404, "PGRST125"), ("PUT", server.entityPath, 405, "PGRST117"),
                ("GET", "/api/v1/custom_entity?external_id=%ZZ", 400, "PGRST100"),
                ("GET", "/api/v1/custom_entity?external_id=%FF", 400, "PGRST100"),
            ]
            for (method, path, status, code) in cases {
                let response = try await server.mateo(method, path, method == "GET" ? nil : [:])
                #expect(response.status == status, "\(method) \(path)")
                #expect(try response.refusal() == code, "\(method) \(path)")
            }
            var headers = TestServer.bearer(server.demo.tokens.mateo)
            headers["If-Match"] = "\"1\""
            let conditional = try await server.send("PATCH", server.entityPath, headers: headers, json: ["external_id": "x"])
            #expect(conditional.status == 400)
            #expect(try await server.entity().externalID == "VOUCH-12345")
        }
    }

    @Test("every answer tells the rate limit, and the one too many is a 429")
    func rateLimit() async throws {
        try await withServer { server in
            let token = try await server.token(scopes: [.readEntities], requestsPerMinute: 2)
            // A new minute may begin in between, which allows two more.
            var statuses: [Int] = []
            while statuses.count < 5, statuses.last != 429 {
                let response = try await server.mateo("GET", server.entityPath, token: token)
                statuses.append(response.status)
                if response.status == 200 {
                    #expect(response.headers["ratelimit-limit"] == "2")
                    #expect(response.headers["ratelimit-remaining"] != nil)
                } else {
                    #expect(try response.refusal() == "RATE_LIMIT_EXCEEDED")
                    #expect(response.headers["retry-after"] != nil)
                }
            }
            #expect(statuses.count >= 3)
            #expect(statuses.last == 429)
        }
    }
}
