package import Access
import HTTPTypes
import HummingbirdTesting
package import JSONCore
import Logging
import NIOCore
package import Records
package import Server

/// A production server over a fresh database with the demo organisation in it, listening on a free port.
package struct TestServer: Sendable {
    package let demo: Demo
    package let server: KithServer
    private let client: any TestClientProtocol

    fileprivate init(demo: Demo, server: KithServer, client: any TestClientProtocol) {
        self.demo = demo
        self.server = server
        self.client = client
    }

    /// Sends a request over a socket. Header names and values go out as given.
    package func send(
        _ method: String, _ path: String, headers: [String: String] = [:], bytes: [UInt8]? = nil
    ) async throws -> TestResponse {
        var fields = HTTPFields()
        for (name, value) in headers {
            guard let name = HTTPField.Name(name) else { throw TestFailure("not a header name: \(name)") }
            fields[name] = value
        }
        guard let method = HTTPRequest.Method(method) else { throw TestFailure("not a method: \(method)") }
        return try await client.execute(
            uri: path, method: method, headers: fields, body: bytes.map { ByteBuffer(bytes: $0) }
        ) { response in
            var headers: [String: String] = [:]
            for field in response.headers { headers[field.name.canonicalName] = field.value }
            return TestResponse(status: response.status.code, headers: headers, body: [UInt8](response.body.readableBytesView))
        }
    }

    /// Sends a request with a text body, as JSON unless `headers` say otherwise.
    package func send(_ method: String, _ path: String, headers: [String: String] = [:], text: String) async throws -> TestResponse {
        var headers = headers
        if !headers.keys.contains(where: { $0.lowercased() == "content-type" }) { headers["Content-Type"] = "application/json" }
        return try await send(method, path, headers: headers, bytes: Array(text.utf8))
    }

    /// Sends a request with a JSON body.
    package func send(_ method: String, _ path: String, headers: [String: String] = [:], json: JSON) async throws -> TestResponse {
        try await send(method, path, headers: headers, text: json.text)
    }

    /// Sends one of the demo's five requests, with another body where one is given.
    package func send(_ request: DemoRequest, body: JSON? = nil) async throws -> TestResponse {
        try await send(
            request.method, request.path, headers: Dictionary(request.headers.map { ($0.name, $0.value) }) { $1 },
            json: body ?? request.body)
    }

    /// A connection of its own, for what no HTTP client would send, or would not read.
    package func connect(receiveBuffer: Int32? = nil) throws -> RawConnection {
        guard let port = client.port else { throw TestFailure("the server has no port") }
        return try RawConnection(port: port, receiveBuffer: receiveBuffer)
    }

    /// The demo's request with this name.
    package func request(_ name: String) throws -> DemoRequest {
        guard let request = demo.requests.first(where: { $0.name == name }) else { throw TestFailure("the demo has no request \(name)") }
        return request
    }

    /// `Authorization` with one of the demo's tokens.
    package static func bearer(_ token: String) -> [String: String] { ["Authorization": "Bearer \(token)"] }

    /// Both of Kare's credentials.
    package var kareCredentials: [String: String] {
        ["Authorization": "Bearer \(demo.tokens.kareAccess)", "x-session-token": demo.tokens.kareSession]
    }

    /// The record as stored now, read past every dialect; nil when it is gone.
    package func stored(_ type: TypeID, _ id: RecordID) async throws -> Record? {
        try await server.engine.store.record(.id(type, id), in: demo.organisation)
    }

    /// An API token of the demo organisation with these scopes only.
    package func token(scopes: Set<Scope>, requestsPerMinute: Int? = nil) async throws -> String {
        try await server.access.createToken(
            organisation: demo.organisation, name: "test", scopes: scopes, requestsPerMinute: requestsPerMinute
        ).text
    }

    /// Another organisation, standing alone, with an API token of its own.
    package func stranger() async throws -> (organisation: OrganisationID, token: String) {
        let organisation = try await server.access.createOrganisation(name: "Stranger")
        return (organisation.id, try await server.access.createToken(organisation: organisation.id, name: "stranger").text)
    }

    /// A session of the engine on an organisation, for arranging what no dialect can.
    package func session(_ organisation: OrganisationID? = nil) -> RecordSession {
        RecordSession(
            engine: server.engine, organisation: organisation ?? demo.organisation,
            author: Author(actor: Actor(kind: .system, id: "test", name: "test"), source: .commandLine, requestID: "test"))
    }
}

/// What came back.
package struct TestResponse: Sendable {
    package let status: Int
    /// By lower-case name.
    package let headers: [String: String]
    package let body: [UInt8]

    package var text: String { String(decoding: body, as: UTF8.self) }

    /// The body as JSON, read by Kith's own strict parser; null when there is none.
    package var json: JSON {
        get throws { body.isEmpty ? .null : try JSON.parse(body) }
    }
}

/// A test that cannot go on.
package struct TestFailure: Error, CustomStringConvertible {
    package let description: String

    package init(_ description: String) { self.description = description }
}

/// Runs `body` against a fresh production server with the demo organisation.
///
/// Few settings differ from production: a free port, passwords that are hashed with less work, few connections to the database.
package func withServer(
    _ store: TestStore = .usual, configure: (inout ServerConfiguration) -> Void = { _ in },
    _ body: @Sendable @escaping (TestServer) async throws -> Void
) async throws {
    try await withDatabase(store) { address in try await withServer(on: address, configure: configure, body) }
}

/// Runs `body` against one more server, on a database that may have others.
package func withServer(
    on database: DatabaseAddress, configure: (inout ServerConfiguration) -> Void = { _ in },
    _ body: @Sendable @escaping (TestServer) async throws -> Void
) async throws {
    var configuration = ServerConfiguration()
    configuration.port = 0
    configuration.database = database
    configuration.databaseConnections = 2
    if let cost = PasswordCost(logRounds: 4, blockSize: 8, parallelism: 1) { configuration.access.passwordCost = cost }
    configure(&configuration)
    var logger = Logger(label: "test")
    logger.logLevel = .error
    let server = try await KithServer(configuration, logger: logger)
    do {
        let demo = try await Demo.make(access: server.access, engine: server.engine)
        try await server.application().test(.live) { client in
            try await body(TestServer(demo: demo, server: server, client: client))
        }
    } catch {
        await server.close()
        throw error
    }
    await server.close()
}
