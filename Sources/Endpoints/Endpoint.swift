package import Access
package import HTTPTypes
package import JSONCore

/// One operation of a dialect, declared once: its route, the check of its request, its entry in the OpenAPI document, its example and
/// its handler all come from this value. It never changes; being shared and not copied, it costs a request nothing to carry along.
package final class Endpoint: Sendable {
    /// Who may call.
    package enum Permission: Sendable {
        /// Anyone: signing in.
        case open
        /// A credential with this scope.
        case scope(Scope)
        /// A credential with the scope that reading or writing the type named in the path takes; the handler demands it.
        case scopeOfType(writing: Bool)
        /// A platform's own token with this scope.
        case platform(Scope)
    }

    package let method: HTTPRequest.Method
    /// `/companies/v2/rs/{companyId}/contacts/{contactId}`: every `{name}` is one whole segment.
    package let path: String
    /// The `operationId`, unique in the dialect.
    package let id: String
    package let summary: String
    package let details: String
    package let permission: Permission
    package let inputs: [InputDescription]
    package let answers: [Answer]
    /// The largest body in bytes.
    package let bodyLimit: Int
    package let run: @Sendable (Invocation) async throws -> Reply

    /// What the server hands over: the caller's session, or the means to make one.
    package enum Invocation: Sendable {
        case call(Call)
        case open(OpenCall)

        package var request: IncomingRequest {
            switch self {
            case .call(let call): call.request
            case .open(let call): call.request
            }
        }
    }

    /// An operation for callers with a credential. `inputs` are read in order before `handle` runs; what the first of them refuses is
    /// the answer.
    package convenience init<each I: Input>(
        _ method: HTTPRequest.Method, _ path: String, id: String, _ summary: String, details: String = "", permission: Permission,
        inputs: repeat each I, answers: [Answer], bodyLimit: Int = Limits.body,
        handle: @escaping @Sendable (Call, repeat (each I).Value) async throws -> Reply
    ) {
        let template = PathTemplate(path)
        self.init(
            method, path, id, summary, details, permission, Self.descriptions(repeat each inputs), answers, bodyLimit
        ) { [inputs = (repeat each inputs)] invocation in
            guard case .call(let call) = invocation else { throw Failure.fault }
            return try await handle(call, repeat try (each inputs).read(call.request, template))
        }
    }

    /// An operation that needs no credential.
    package convenience init<each I: Input>(
        open method: HTTPRequest.Method, _ path: String, id: String, _ summary: String, details: String = "", inputs: repeat each I,
        answers: [Answer], bodyLimit: Int = Limits.body, handle: @escaping @Sendable (OpenCall, repeat (each I).Value) async throws -> Reply
    ) {
        let template = PathTemplate(path)
        self.init(
            method, path, id, summary, details, .open, Self.descriptions(repeat each inputs), answers, bodyLimit
        ) { [inputs = (repeat each inputs)] invocation in
            guard case .open(let call) = invocation else { throw Failure.fault }
            return try await handle(call, repeat try (each inputs).read(call.request, template))
        }
    }

    private init(
        _ method: HTTPRequest.Method, _ path: String, _ id: String, _ summary: String, _ details: String, _ permission: Permission,
        _ inputs: [InputDescription], _ answers: [Answer], _ bodyLimit: Int, run: @escaping @Sendable (Invocation) async throws -> Reply
    ) {
        self.method = method
        self.path = path
        self.id = id
        self.summary = summary
        self.details = details
        self.permission = permission
        self.inputs = inputs
        self.answers = answers
        self.bodyLimit = bodyLimit
        self.run = run
    }

    private static func descriptions<each I: Input>(_ inputs: repeat each I) -> [InputDescription] {
        var descriptions: [InputDescription] = []
        for input in repeat each inputs { descriptions.append(contentsOf: input.descriptions) }
        return descriptions
    }
}

/// One documented answer.
package struct Answer: Sendable {
    package let status: HTTPResponse.Status
    package let summary: String
    /// JSON Schema of the body; nil when there is none.
    package let schema: JSON?
    package let example: JSON?
    package let mediaType: String

    package init(
        _ status: HTTPResponse.Status, _ summary: String, schema: JSON? = nil, example: JSON? = nil, mediaType: String = "application/json"
    ) {
        self.status = status
        self.summary = summary
        self.schema = schema
        self.example = example
        self.mediaType = mediaType
    }

    /// Statuses that the dialect's error body answers with.
    package static func refusals(_ statuses: HTTPResponse.Status...) -> [Answer] {
        statuses.map { Answer($0, $0.reasonPhrase.isEmpty ? "Refused" : $0.reasonPhrase) }
    }

    /// Whether the body is the dialect's error body.
    package var isRefusal: Bool { status.code >= 400 }
}

/// The limits that every request meets, stated here and in the OpenAPI document and nowhere else.
package enum Limits {
    /// Bytes of a request body.
    package static let body = 1 << 20
    /// Bytes of the body of a request that carries many records.
    package static let batchBody = 16 << 20
    /// Records in one bulk request.
    package static let bulkRecords = 1000
    /// Records that one filtered update or deletion may write.
    package static let recordsPerCommand = 1000
}
