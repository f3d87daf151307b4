package import Access
package import HTTPTypes
package import JSONCore
package import JSONSchema
package import Records

/// Everything that can keep a request from its answer. Each dialect's `Errors.swift` draws every case in its own shape.
package enum Failure: Error, Sendable {
    case request(RequestError)
    case access(AccessError)
    case record(RecordError)
    /// No endpoint has this path.
    case noRoute
    /// The path exists, with these methods only.
    case methodNotAllowed([HTTPRequest.Method])
    /// More requests are in work than the server takes on; this one has had no effect.
    case overloaded(retryAfterSeconds: Int)
    /// A fault of the server's own; the log holds the reason under the request's id.
    case fault

    /// Sorts an error that a handler threw.
    package init(_ error: any Error) {
        switch error {
        case let error as RequestError: self = .request(error)
        case let error as RecordError: self = .record(error)
        case let error as AccessError: self = .access(error)
        case let error as Failure: self = error
        default: self = .fault
        }
    }
}

/// What is wrong with a request as such, before any record is touched.
package enum RequestError: Error, Sendable {
    /// Where a parameter stands.
    package enum Place: String, Sendable, Hashable { case path, query, header }

    /// The body is not JSON; line and column start at 1.
    case malformedJSON(JSONSyntaxError, line: Int, column: Int)
    /// The body is missing.
    case emptyBody
    /// The body breaks the endpoint's schema: pointers are into the body.
    case invalidBody([Violation])
    /// The content type is none of these.
    case unsupportedMediaType(accepted: [String])
    /// The body is encoded; only `identity` comes in.
    case unsupportedContentEncoding
    /// The body is larger than this many bytes.
    case bodyTooLarge(limit: Int)
    /// The body breaks off, or is not framed as HTTP says.
    case bodyBroken
    /// The body did not arrive within this many seconds.
    case bodyTooSlow(seconds: Int)
    /// A parameter is required and absent.
    case missingParameter(Place, name: String)
    /// A parameter breaks a rule, told in a sentence that does not repeat the value.
    case invalidParameter(Place, name: String, rule: String)
    /// The endpoint has no such query parameter.
    case unknownParameter(name: String)
    /// The request target is not a well-formed path and query.
    case malformedTarget
    /// None of the asked-for media types can be had.
    case notAcceptable
}

/// An error that a dialect draws itself, because only its own vendor knows it.
package protocol DirectReply: Error {
    var reply: Reply { get }
}
