import NIOCore
import Server
import TestSupport
import Testing

/// What becomes of connections that keep the server waiting, over sockets. The server's deadlines are short here; none of ours count.
@Suite("Connections")
struct ConnectionTests {
    /// So short that every test is over soon, where the test wants it to pass.
    private static let short = TimeAmount.milliseconds(150)
    private static let live = "GET /health/live HTTP/1.1\r\nHost: x\r\n\r\n"

    @Test("a connection that says nothing is closed without a word, at the start and after an answer")
    func idle() async throws {
        try await withServer(configure: { $0.connectionLimits.idle = Self.short }) { server in
            let silent = try await server.connect().hear()
            #expect(silent.isClosed)
            #expect(silent.text.isEmpty)
            let answered = try server.connect()
            await answered.send(Self.live)
            let heard = await answered.hear()
            #expect(heard.isClosed)
            #expect(heard.statuses == [200])
        }
    }

    @Test("a header block that does not come to an end is answered with 408, also one that drips, also after an answer")
    func slowHead() async throws {
        try await withServer(configure: { $0.connectionLimits.head = Self.short }) { server in
            let stopped = try server.connect()
            await stopped.send("GET /health/live HTTP/1.1\r\nHost: x")
            let dripping = try server.connect()
            let drip = Task {
                for letter in "GET /health/live HTTP/1.1\r\nX: " + String(repeating: "x", count: 4000) {
                    guard await dripping.send(String(letter)) else { return }
                    try await Task.sleep(for: .milliseconds(10))
                }
            }
            let second = try server.connect()
            await second.send(Self.live)
            #expect(await second.hear(answers: 1).statuses == [200])
            await second.send("GET /health/live HTTP/1.1\r\n")
            for connection in [stopped, dripping, second] {
                let heard = await connection.hear()
                #expect(heard.isClosed)
                #expect(heard.statuses == [408])
                #expect(heard.text.lowercased().contains("connection: close"))
            }
            drip.cancel()
        }
    }

    @Test(
        "a body that does not come to an end is answered with 408 in the API's own shape, and the connection is closed",
        arguments: [
            ("mateo-custom-entity", #""code":"PGRST102""#), ("mateo-conversation", #""code":"PGRST102""#),
            ("kare-contact", #""code":"body-too-slow""#), ("reach-customer", #""success":false"#),
            ("nateq-contact", #""code":"REQUEST_TIMEOUT""#),
        ])
    func slowBody(_ name: String, _ shape: String) async throws {
        try await withServer(configure: { $0.connectionLimits.body = Self.short }) { server in
            let request = try server.request(name)
            let connection = try server.connect()
            await connection.send(head(request.method, request.path, request.headers, "Content-Length: 1000") + #"{"a""#)
            let heard = await connection.hear()
            #expect(heard.isClosed)
            #expect(heard.statuses == [408])
            #expect(heard.text.contains(shape))
            #expect(heard.text.lowercased().contains("connection: close"))
        }
    }

    @Test("a problem of the native API says 408 too")
    func slowNativeBody() async throws {
        try await withServer(configure: { $0.connectionLimits.body = Self.short }) { server in
            let connection = try server.connect()
            await connection.send(
                head("POST", "/v1/contact", [("Authorization", "Bearer \(server.demo.tokens.native)")], "Transfer-Encoding: chunked")
                    + "1\r\n{\r\n")
            let heard = await connection.hear()
            #expect(heard.isClosed)
            #expect(heard.text.contains(#""code":"body-too-slow""#))
        }
    }

    @Test("a request in many pieces is answered like one in one piece, and so is the next on the same connection")
    func pieces() async throws {
        try await withServer { server in
            let request = try server.request("nateq-contact")
            let body = request.body.text
            let connection = try server.connect()
            for _ in 0..<2 {
                for letter in head(request.method, request.path, request.headers, "Content-Length: \(body.utf8.count)") + body {
                    await connection.send(String(letter))
                }
                #expect(await connection.hear(answers: 1).statuses == [200])
            }
        }
    }

    @Test("requests sent ahead of their answers are answered in turn; beyond sixty-four they are not heard, and the connection ends")
    func ahead() async throws {
        try await withServer { server in
            let connection = try server.connect()
            await connection.send(String(repeating: Self.live, count: 64))
            #expect(await connection.hear(answers: 64).statuses == Array(repeating: 200, count: 64))
            await connection.send(String(repeating: Self.live, count: 600))
            let heard = await connection.hear()
            #expect(heard.isClosed)
            #expect((64..<600).contains(heard.statuses.count))
            let leaving = try server.connect()
            await leaving.send(String(repeating: Self.live, count: 5))
            leaving.endSending()
            let answered = await leaving.hear()
            #expect(answered.isClosed)
            #expect(answered.statuses == Array(repeating: 200, count: 5))
        }
    }

    @Test("a refused body is thrown away while it is small, so that the connection can be used again")
    func surplus() async throws {
        try await withServer { server in
            let connection = try server.connect()
            let body = String(repeating: "x", count: 10_000)
            await connection.send(head("PATCH", "/v1/contact/1", [], "Content-Length: \(body.utf8.count)"))
            #expect(await connection.hear(answers: 1).statuses == [401])
            await connection.send(body + Self.live)
            #expect(await connection.hear(answers: 1).statuses == [200])
        }
    }

    @Test("a large one ends the connection, however much more was announced")
    func largeSurplus() async throws {
        try await withServer { server in
            let connection = try server.connect()
            await connection.send(head("PATCH", "/v1/contact/1", [], "Content-Length: 1073741824"))
            #expect(await connection.hear(answers: 1).statuses == [401])
            // More than all buffers between here and the server hold.
            #expect(await !connection.send(String(repeating: "x", count: 64 << 20)))
        }
    }

    @Test(
        "a body that is too large by what it announces, or by what comes, is 413 at once; the connection is closed when no more comes",
        arguments: ["Content-Length: 1073741824", "Transfer-Encoding: chunked"])
    func tooLarge(_ announcement: String) async throws {
        try await withServer(configure: { $0.connectionLimits.body = .seconds(2) }) { server in
            let connection = try server.connect()
            await connection.send(
                head("POST", "/v1/contact", [("Authorization", "Bearer \(server.demo.tokens.native)")], announcement))
            if announcement.hasPrefix("Transfer") {
                await connection.send("180000\r\n" + String(repeating: " ", count: 0x18_0000))
            }
            let heard = await connection.hear()
            #expect(heard.isClosed)
            #expect(heard.statuses == [413])
        }
    }

    @Test("a caller that takes nothing of its answers loses the connection, which makes room for another")
    func stall() async throws {
        // The test's own client has a connection too.
        let configure: (inout ServerConfiguration) -> Void = {
            $0.connections = 2
            $0.connectionLimits.stall = Self.short
        }
        try await withServer(configure: configure) { server in
            let stalled = try server.connect(receiveBuffer: 4096)
            let all = 16
            await stalled.send(String(repeating: "GET /openapi.json HTTP/1.1\r\nHost: x\r\n\r\n", count: all))
            let first = await stalled.hear(answers: 1).statuses.first
            #expect(first == 200)
            let isServed = try await isServedInTheEnd(server)
            #expect(isServed)
            let heard = await stalled.hear()
            let (isClosed, answers) = (heard.isClosed, heard.statuses.count)
            #expect(isClosed)
            #expect(answers < all - 1)
        }
    }

    @Test(
        "a caller that takes nothing of its answers is cut off sooner while more of them are in memory than should be",
        arguments: [(allowed: 0, isCutOff: true), (256 << 20, false)])
    func crowdedStall(allowed: Int, isCutOff: Bool) async throws {
        let configure: (inout ServerConfiguration) -> Void = {
            $0.connectionLimits.stall = .hours(1)
            $0.connectionLimits.crowdedStall = Self.short
            $0.connectionLimits.unsent = allowed
        }
        try await withServer(configure: configure) { server in
            let caller = try server.connect()
            let all = 16
            await caller.send(String(repeating: "GET /openapi.json HTTP/1.1\r\nHost: x\r\n\r\n", count: all))
            try await Task.sleep(for: .seconds(1))
            let heard = isCutOff ? await caller.hear() : await caller.hear(answers: all)
            #expect(heard.isClosed == isCutOff)
            #expect((heard.statuses.count == all) != isCutOff)
        }
    }

    @Test("beyond the connections there may be, one is answered with 503, or with the server's health; a closed one makes room")
    func tooMany() async throws {
        try await withServer(configure: { $0.connections = 2 }) { server in
            let first = try server.connect()
            await first.send(Self.live)
            #expect(await first.hear(answers: 1).statuses == [200])
            let refused = try server.connect()
            await refused.send("GET /v1/contact HTTP/1.1\r\nHost: x\r\n\r\n")
            let heard = await refused.hear()
            #expect(heard.isClosed)
            #expect(heard.statuses == [503])
            #expect(heard.text.lowercased().contains("retry-after: 1\r\n"))
            for page in ["/health/live", "/health/ready?from=proxy"] {
                let asking = try server.connect()
                await asking.send("GET \(page) HTTP/1.1\r\nHost: x\r\n\r\n")
                let heard = await asking.hear()
                #expect(heard.isClosed)
                #expect(heard.statuses == [200])
            }
            await first.send("GET /health/live HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
            #expect(await first.hear().statuses == [200])
            #expect(try await isServedInTheEnd(server))
        }
    }

    @Test(
        "what is no HTTP, or has too large a header block, is 400, and the connection is closed",
        arguments: [
            ("hello", 1), ("GET / HTTP/1.1\r\nHost: x\r\nX: x", 17 << 10), ("GET / HTTP/1.1\r\na: b", 101), ("GET /x", 81 << 10),
            ("POST /v1/contact HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2", 1),
            ("POST /v1/contact HTTP/1.1\r\nContent-Length: +5", 1),
        ])
    func malformed(_ text: String, _ times: Int) async throws {
        // The last word, or the last line where that is a whole field, as many times.
        let repeated = text.hasSuffix("a: b") ? "\r\na: b" : "x"
        let more = String(repeating: repeated, count: times - 1)
        try await withServer { server in
            let connection = try server.connect()
            await connection.send(text + more + (text.hasPrefix("GET /x") ? " HTTP/1.1" : "") + "\r\n\r\n")
            let heard = await connection.hear()
            #expect(heard.isClosed)
            #expect(heard.statuses == [400])
        }
    }

    @Test(
        "a body that is no HTTP, or breaks off, is 400 in the API's own shape, and the connection is closed",
        arguments: [("Transfer-Encoding: chunked", "zz\r\n"), ("Transfer-Encoding: chunked", "1\r\n{"), ("Content-Length: 10", "{")])
    func broken(_ announcement: String, _ body: String) async throws {
        try await withServer { server in
            let connection = try server.connect()
            await connection.send(
                head("POST", "/v1/contact", [("Authorization", "Bearer \(server.demo.tokens.native)")], announcement) + body)
            connection.endSending()
            let heard = await connection.hear()
            #expect(heard.isClosed)
            #expect(heard.statuses == [400])
            #expect(heard.text.contains(#""code":"body-broken""#))
        }
    }

    /// Whether a new connection finds a place, after some tries.
    private func isServedInTheEnd(_ server: TestServer) async throws -> Bool {
        for _ in 0..<500 {
            let connection = try server.connect()
            await connection.send("GET /nowhere HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
            if await connection.hear().statuses == [404] { return true }
            try await Task.sleep(for: .milliseconds(20))
        }
        return false
    }

    private func head(_ method: String, _ path: String, _ headers: [(name: String, value: String)], _ length: String) -> String {
        let fields = headers.filter { $0.name.lowercased() != "content-type" }.map { "\($0.name): \($0.value)\r\n" }.joined()
        return "\(method) \(path) HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n\(fields)\(length)\r\n\r\n"
    }
}
