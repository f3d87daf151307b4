import Server
import TestSupport
import Testing

/// A server that has no place for a request says so at once, in each API's own words, and the request has no effect.
@Suite("Overload")
struct OverloadTests {
    @Test(
        "a request without a place is refused in the API's own shape, with Retry-After",
        arguments: [
            ("mateo-custom-entity", 503, #""code":"PGRST003""#), ("mateo-conversation", 503, #""code":"PGRST003""#),
            ("kare-contact", 503, #""code":"overloaded""#), ("reach-customer", 503, #""success":false"#),
            ("nateq-contact", 429, #""code":"OVERLOADED""#),
        ])
    func shapes(_ name: String, _ status: Int, _ shape: String) async throws {
        try await withServer(configure: { $0.requestsAtOnce = 0 }) { server in
            let response = try await server.send(try server.request(name))
            #expect(response.status == status)
            #expect(response.headers["retry-after"] == "1")
            #expect(response.text.contains(shape))
        }
    }

    @Test("a refused write has no effect")
    func noEffect() async throws {
        try await withServer(configure: { $0.requestsAtOnce = 0 }) { server in
            let contact = server.demo.records.contact
            let response = try await server.send(
                "PATCH", "/v1/contact/\(contact.id.text)", headers: TestServer.bearer(server.demo.tokens.native),
                json: ["fields": ["comment": "x"]])
            #expect(response.status == 503)
            #expect(try response.json["code"] == "overloaded")
            #expect(try await server.stored(.contact, contact.id)?.version == contact.version)
        }
    }

    @Test("health, unknown paths, wrong methods and wrong credentials are answered as ever")
    func others() async throws {
        try await withServer(configure: { $0.requestsAtOnce = 0 }) { server in
            for (method, path, status) in [
                ("GET", "/health/live", 200), ("GET", "/health/ready", 200), ("GET", "/openapi.json", 200), ("GET", "/v1/contact", 401),
                ("GET", "/nowhere", 404), ("DELETE", "/v1/types", 405),
            ] {
                let response = try await server.send(method, path)
                #expect(response.status == status, "\(method) \(path)")
            }
        }
    }

    @Test("one place is enough for any number of requests one after the other, whatever becomes of them")
    func placesComeBack() async throws {
        try await withServer(configure: { $0.requestsAtOnce = 1 }) { server in
            let native = TestServer.bearer(server.demo.tokens.native)
            for _ in 0..<3 {
                let answers = [
                    try await server.send(try server.request("nateq-contact")),
                    try await server.send("GET", "/v1/contact/00000000-0000-7000-8000-000000000000", headers: native),
                    try await server.send("POST", "/v1/contact", headers: native, text: "{"),
                ]
                #expect(answers.map(\.status) == [200, 404, 400])
            }
        }
    }
}
