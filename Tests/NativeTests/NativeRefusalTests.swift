import Access
import JSONCore
import Records
import Server
import TestSupport
import Testing

@Suite("What the native API refuses")
struct NativeRefusalTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let name: String
        let text: String
        let status: Int
        let code: String
        var contentType = "application/merge-patch+json"

        var testDescription: String { name }
    }

    static let bodies: [Case] = [
        Case(name: "malformed", text: #"{"fields": {"#, status: 400, code: "json-malformed"),
        Case(name: "trailing comma", text: #"{"fields": {},}"#, status: 400, code: "json-malformed"),
        Case(name: "empty", text: "", status: 400, code: "body-missing"),
        Case(name: "duplicate member", text: #"{"fields":{"email":"a","email":"b"}}"#, status: 400, code: "json-malformed"),
        Case(name: "duplicate by escape", text: #"{"fields":{"email":"a","\u0065mail":"b"}}"#, status: 400, code: "json-malformed"),
        Case(name: "lone surrogate", text: #"{"fields":{"comment":"\ud800"}}"#, status: 400, code: "json-malformed"),
        Case(name: "NUL", text: #"{"fields":{"comment":"\u0000"}}"#, status: 400, code: "json-malformed"),
        Case(name: "number bomb", text: #"{"fields":{"custom":{"n":1e131071}}}"#, status: 400, code: "json-malformed"),
        Case(
            name: "depth 200", text: String(repeating: #"{"fields":"#, count: 200) + "1" + String(repeating: "}", count: 200), status: 400,
            code: "json-malformed"),
        Case(name: "array", text: "[]", status: 422, code: "body-invalid"),
        Case(name: "unknown member", text: #"{"field":{}}"#, status: 422, code: "body-invalid"),
        Case(name: "reserved member", text: #"{"version":9}"#, status: 422, code: "body-invalid"),
        Case(name: "unknown field", text: #"{"fields":{"nickname":"x"}}"#, status: 422, code: "record-invalid"),
        Case(name: "wrong type", text: #"{"fields":{"email":7}}"#, status: 422, code: "record-invalid"),
        Case(
            name: "too long", text: #"{"fields":{"country":"\#(String(repeating: "x", count: 101))"}}"#, status: 422, code: "record-invalid"
        ),
        Case(name: "wrong content type", text: "{}", status: 415, code: "media-type-unsupported", contentType: "text/plain"),
    ]

    @Test("bad bodies get a 4xx that names place and rule; the record stays as it was", arguments: bodies)
    func refuses(_ scenario: Case) async throws {
        try await withServer { server in
            let contact = server.demo.records.contact
            let response = try await server.send(
                "PATCH", "/v1/contact/\(contact.id.text)",
                headers: TestServer.bearer(server.demo.tokens.native).merging(["Content-Type": scenario.contentType]) { $1 },
                text: scenario.text)
            #expect(response.status == scenario.status)
            #expect(response.headers["content-type"] == "application/problem+json")
            let problem = try response.json
            #expect(problem["code"]?.asString == scenario.code)
            #expect(problem["status"]?.asInt == scenario.status)
            #expect(problem["title"]?.asString?.isEmpty == false)
            #expect(try await server.stored(.contact, contact.id) == contact)
        }
    }

    @Test("a body over 1 MiB is refused without being read whole")
    func tooLarge() async throws {
        try await withServer { server in
            let text = #"{"fields":{"comment":"\#(String(repeating: "x", count: 1 << 20))"}}"#
            let response = try await server.send(
                "PATCH", "/v1/contact/\(server.demo.records.contact.id.text)", headers: TestServer.bearer(server.demo.tokens.native),
                text: text)
            #expect(response.status == 413)
        }
    }

    @Test("credentials: none, malformed, unknown, revoked, without scope")
    func credentials() async throws {
        try await withServer { server in
            let path = "/v1/contact/\(server.demo.records.contact.id.text)"
            func status(_ authorization: String?) async throws -> Int {
                try await server.send("GET", path, headers: authorization.map { ["Authorization": $0] } ?? [:]).status
            }
            #expect(try await status(nil) == 401)
            #expect(try await status("Basic eDp5") == 401)
            #expect(try await status("Bearer nonsense") == 401)
            #expect(try await status("Bearer tg_live_\(String(repeating: "A", count: 43))") == 401)
            #expect(try await status("Bearer \(try await server.token(scopes: [.readTags]))") == 403)
            #expect(try await status("Bearer \(try await server.token(scopes: [.readConversations]))") == 200)
            let reader = try await server.token(scopes: [.readConversations])
            #expect(
                try await server.send("PATCH", path, headers: TestServer.bearer(reader), json: ["fields": ["comment": "x"]]).status == 403)
        }
    }

    @Test("another organisation's records cannot be told from records that never were", arguments: TestStore.tested)
    func isolation(_ store: TestStore) async throws {
        try await withServer(store) { server in
            let stranger = try await server.stranger()
            let headers = TestServer.bearer(stranger.token)
            let contact = server.demo.records.contact
            let unknown = "019b7600-0000-7000-8000-0000000000ff"
            for method in ["GET", "PATCH", "DELETE"] {
                let body: JSON? = method == "PATCH" ? ["fields": ["comment": "stolen"]] : nil
                func send(_ id: String) async throws -> TestResponse {
                    guard let body else { return try await server.send(method, "/v1/contact/\(id)", headers: headers) }
                    return try await server.send(method, "/v1/contact/\(id)", headers: headers, json: body)
                }
                let foreign = try await send(contact.id.text)
                let missing = try await send(unknown)
                #expect(foreign.status == 404)
                #expect(missing.status == 404)
                #expect(try foreign.json["code"] == missing.json["code"])
                #expect(try foreign.json["title"] == missing.json["title"])
            }
            #expect(try await server.send("GET", "/v1/contact", headers: headers).json["records"] == [])
            #expect(try await server.send("GET", "/v1/voucher", headers: headers).status == 404, "nor its types")
            let link = try await server.send(
                "POST", "/v1/contact", headers: headers,
                json: ["fields": ["name": "Eve", "company": .string(server.demo.records.company.id.text)]])
            #expect(link.status == 422, "nor can a reference reach across")
            let twin = try await server.send(
                "POST", "/v1/contact", headers: headers, json: ["externalID": "cust-1001", "fields": ["name": "Eve"]])
            #expect(twin.status == 201, "external ids of two organisations do not meet")
            #expect(try await server.stored(.contact, contact.id) == contact)
        }
    }

    @Test("unknown paths and methods")
    func paths() async throws {
        try await withServer { server in
            #expect(try await server.send("GET", "/v1").status == 404)
            #expect(try await server.send("GET", "/nothing/here").status == 404)
            #expect(try await server.send("GET", "/v1/contact/%zz").status == 400)
            let wrong = try await server.send("PUT", "/v1/contact/\(server.demo.records.contact.id.text)")
            #expect(wrong.status == 405)
            #expect(wrong.headers["allow"] == "GET, PATCH, DELETE")
            #expect(
                try await server.send("GET", "/v1/contact?nickname=x", headers: TestServer.bearer(server.demo.tokens.native)).status == 400)
        }
    }
}
