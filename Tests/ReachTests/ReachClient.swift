import JSONCore
import Server
import TestSupport

/// Requests of a platform's server, with the demo tenant's token unless told otherwise.
struct ReachClient: Sendable {
    static let customer = "/api/resources/customers/cust-1001"

    let server: TestServer
    var token: String?
    /// The value of `reach-tenant-id`.
    var tenant: String?

    init(_ server: TestServer) {
        self.server = server
        token = server.demo.tokens.reachTenant
    }

    /// The same client with the platform's own token.
    func asPlatform(for tenant: String? = nil) -> ReachClient {
        var client = self
        client.token = server.demo.tokens.reachPlatform
        client.tenant = tenant
        return client
    }

    private var headers: [String: String] {
        var headers: [String: String] = [:]
        headers["Authorization"] = token.map { "Bearer \($0)" }
        headers["reach-tenant-id"] = tenant
        return headers
    }

    func get(_ path: String) async throws -> TestResponse { try await server.send("GET", path, headers: headers) }

    func delete(_ path: String) async throws -> TestResponse { try await server.send("DELETE", path, headers: headers) }

    func send(_ method: String, _ path: String, _ body: JSON) async throws -> TestResponse {
        try await server.send(method, path, headers: headers, json: body)
    }

    func send(_ method: String, _ path: String, text: String) async throws -> TestResponse {
        try await server.send(method, path, headers: headers, text: text)
    }

    func post(_ path: String, _ body: JSON) async throws -> TestResponse { try await send("POST", path, body) }

    /// Sends `{"data": data}` to the demo person.
    func patch(_ data: JSON, query: String = "") async throws -> TestResponse {
        try await send("PATCH", Self.customer + query, ["data": data])
    }

    /// The demo person as the API shows them.
    func person() async throws -> JSON { try await get(Self.customer).result }
}

extension TestResponse {
    /// `data.result`; null when there is none.
    var result: JSON { get throws { try json["data"]?["result"] ?? .null } }

    /// `data.result.data`; null when there is none.
    var fields: JSON { get throws { try result["data"] ?? .null } }

    /// The places that `errors` names, in order.
    var errorPaths: [String] { get throws { try json["errors"]?.asArray?.compactMap { $0["path"]?.asString } ?? [] } }
}
