import Endpoints
import HTTPTypes
import JSONCore
import NIOCore
import Records

/// A reply whose body is shared by all who get it, however long they take to read it.
struct SharedReply: Sendable {
    let status: HTTPResponse.Status
    let headers: HTTPFields
    let body: ByteBuffer

    init(_ reply: Reply) {
        status = reply.status
        headers = reply.headers
        body = ByteBuffer(bytes: reply.body)
    }
}

/// The pages that belong to no dialect: health and the OpenAPI documents.
struct StaticPages: Sendable {
    /// `/health/live`: the process answers. It touches nothing.
    static let live = "/health/live"
    /// `/health/ready`: the store answers, and the server is not shutting down.
    static let ready = "/health/ready"

    /// Whether a request target is one of the two.
    static func isHealth(_ target: String?) -> Bool {
        let path = target?.prefix { $0 != "?" }
        return path == live[...] || path == ready[...]
    }

    private let documents: [String: SharedReply]
    private let readiness: @Sendable () async -> Readiness

    /// What `/health/ready` says.
    struct Readiness: Sendable {
        let isReady: Bool
        /// The database engine with its version.
        let database: String
    }

    init(dialects: [Dialect], readiness: @escaping @Sendable () async -> Readiness) {
        var documents = ["/openapi.json": Self.document(dialects)]
        for dialect in dialects { documents["/openapi/\(dialect.name).json"] = Self.document([dialect]) }
        self.documents = documents.mapValues { SharedReply(.json(.ok, $0)) }
        self.readiness = readiness
    }

    /// The OpenAPI document of these dialects as JSON text.
    static func document(_ dialects: [Dialect]) -> [UInt8] {
        OpenAPIDocument.make(
            dialects, title: dialects.count == 1 ? dialects[0].title : "Kith", version: KithVersion.text
        ).serialized()
    }

    /// The page at `path`; nil when there is none.
    func reply(_ method: HTTPRequest.Method, _ path: String) async -> SharedReply? {
        if path == Self.live { return Self.liveReply }
        guard path == Self.ready || path.hasPrefix("/openapi") else { return nil }
        if let document = documents[path] { return document }
        guard path == Self.ready else { return nil }
        let readiness = await readiness()
        let body: JSON = [
            "status": .string(readiness.isReady ? "ready" : "not ready"), "version": .string(KithVersion.text),
            "database": .string(readiness.database),
        ]
        return SharedReply(.json(readiness.isReady ? .ok : .serviceUnavailable, body))
    }

    private static let liveReply = SharedReply(.json(.ok, ["status": "live"]))
}

/// The version of this server.
package enum KithVersion {
    package static let text = "0.1.0"
}
