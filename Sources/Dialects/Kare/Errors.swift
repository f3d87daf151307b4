import Access
import Endpoints
import HTTPTypes
import JSONCore
import JSONSchema
import Records

/// How Kare says no: `{message, code, details?}`. The vendor publishes no format for errors; the gateway before its API answers
/// `{message}`.
extension Kare {
    static let errorSchema: JSON = [
        "type": "object",
        "properties": [
            "message": ["type": "string", "description": "What is wrong, for people."],
            "code": ["type": "string", "description": "What is wrong, for programs."],
            "details": [
                "type": "array", "description": "Every rule that the request breaks.",
                "items": [
                    "type": "object",
                    "properties": [
                        "path": ["type": "string", "description": "The parameter's name, or a JSON Pointer into the body."],
                        "message": ["type": "string", "description": "The rule."],
                    ],
                    "required": ["path", "message"],
                ],
            ],
        ],
        "required": ["message", "code"],
    ]

    @Sendable static func refuse(_ failure: Failure, _ request: IncomingRequest) -> Reply { refusal(failure).reply }

    /// Contacts of an archived company, and the company itself, can be read and not written.
    struct ArchivedCompany: DirectReply {
        var reply: Reply { Refusal(.conflict, "company-archived", "The company is archived.").reply }
    }

    /// An error body to be, with its status and headers.
    struct Refusal {
        let status: HTTPResponse.Status
        let code: String
        let message: String
        var details: [(path: String, message: String)] = []
        var headers: HTTPFields = [:]

        init(_ status: HTTPResponse.Status, _ code: String, _ message: String) {
            self.status = status
            self.code = code
            self.message = message
        }

        /// A request that breaks rules in certain places.
        static func invalid(_ details: [(path: String, message: String)]) -> Refusal {
            var refusal = Refusal(.badRequest, "validation-failed", "Validation failed.")
            refusal.details = details
            return refusal
        }

        /// A refusal that will not last.
        func retryable(after seconds: Int) -> Refusal {
            var refusal = self
            refusal.headers[.retryAfter] = String(seconds)
            return refusal
        }

        var reply: Reply {
            var writer = JSONWriter()
            writer.beginObject()
            writer.key("message")
            writer.string(message)
            writer.key("code")
            writer.string(code)
            if !details.isEmpty {
                writer.key("details")
                writer.beginArray()
                for detail in details {
                    writer.beginObject()
                    writer.key("path")
                    writer.string(detail.path)
                    writer.key("message")
                    writer.string(detail.message)
                    writer.endObject()
                }
                writer.endArray()
            }
            writer.endObject()
            return .json(status, writer.bytes, headers: headers)
        }
    }

    // MARK: - Every failure

    private static func refusal(_ failure: Failure) -> Refusal {
        switch failure {
        case .request(let error): refusal(error)
        case .access(let error): refusal(error)
        case .record(let error): refusal(error)
        case .noRoute: Refusal(.notFound, "route-unknown", "Not Found")
        case .methodNotAllowed(let methods): notAllowed(methods)
        case .overloaded(let seconds): Refusal(.serviceUnavailable, "overloaded", "Service Unavailable").retryable(after: seconds)
        case .fault: internalError
        }
    }

    private static func refusal(_ error: RequestError) -> Refusal {
        switch error {
        case .malformedJSON(let error, let line, let column):
            Refusal(.badRequest, "json-malformed", "The body is not valid JSON: line \(line), column \(column): \(error.kind.rule).")
        case .emptyBody: Refusal(.badRequest, "body-missing", "The request must have a JSON body.")
        case .invalidBody(let violations): .invalid(violations.map { (place(of: $0).description, $0.message) })
        // The page declares the content type as a header with one allowed value, so a wrong one is a value out of range.
        case .unsupportedMediaType(let accepted): .invalid([("content-type", "must be " + accepted.joined(separator: " or "))])
        case .unsupportedContentEncoding: Refusal(.unsupportedMediaType, "encoding-unsupported", "The body must not be encoded.")
        case .bodyTooLarge(let limit): Refusal(.contentTooLarge, "body-too-large", "The body must be at most \(limit) bytes.")
        case .bodyBroken: Refusal(.badRequest, "body-broken", "The body breaks off or is not well-formed HTTP.")
        case .bodyTooSlow(let seconds):
            Refusal(.requestTimeout, "body-too-slow", "The body must arrive within \(seconds) seconds.")
        case .missingParameter(_, let name): .invalid([(name, "is required")])
        case .invalidParameter(_, let name, let rule): .invalid([(name, rule)])
        case .unknownParameter(let name): .invalid([(name, "is not served by this operation")])
        case .malformedTarget: Refusal(.badRequest, "target-malformed", "The path or query is not well-formed.")
        case .notAcceptable: Refusal(.notAcceptable, "not-acceptable", "Answers are application/json.")
        }
    }

    private static func refusal(_ error: AccessError) -> Refusal {
        switch error {
        case .missing(.bearer): unauthorized("authorization-missing")
        case .missing(.session): unauthorized("session-token-missing")
        case .malformed(.bearer), .malformedToken, .refused(.bearer): unauthorized("authorization-invalid")
        case .malformed(.session), .refused(.session): unauthorized("session-token-invalid")
        case .expired(.bearer): unauthorized("authorization-expired")
        case .expired(.session): unauthorized("session-token-expired")
        case .wrongPassword: unauthorized("credentials-wrong", "The email or the password is wrong.")
        case .insufficientScope, .forbidden, .organisationRequired, .unknownOrganisation: Refusal(.forbidden, "forbidden", "Forbidden")
        case .rateLimited(_, let seconds): Refusal(.tooManyRequests, "rate-limited", "Too Many Requests").retryable(after: seconds)
        case .unavailable(let seconds):
            Refusal(.serviceUnavailable, "unavailable", "Service Unavailable").retryable(after: seconds)
        }
    }

    private static func refusal(_ error: RecordError) -> Refusal {
        switch error {
        case .notFound(.company): Refusal(.notFound, error.code, "Company not found.")
        case .notFound(.contact): Refusal(.notFound, error.code, "Contact not found.")
        case .notFound, .unknownType: Refusal(.notFound, error.code, "Not Found")
        case .invalid(let violations): .invalid(violations.map { (bodyPlace(of: place(of: $0)).description, $0.message) })
        case .invalidSchema: Refusal(.badRequest, error.code, "Bad Request")
        // The only reference that Kare writes is the company of the path: it went between being read and the write.
        case .missingTarget: Refusal(.notFound, error.code, "Company not found.")
        case .referenced: Refusal(.conflict, error.code, "Other records still refer to it.")
        case .duplicate: Refusal(.conflict, error.code, "Another record has the same value.")
        case .preconditionFailed: Refusal(.preconditionFailed, error.code, "Precondition Failed")
        case .tooMany(let limit): Refusal(.badRequest, error.code, "At most \(limit) records can be written at once.")
        case .contended: Refusal(.conflict, error.code, "Others are changing the same record; try again.").retryable(after: 1)
        case .unavailable(let seconds): Refusal(.serviceUnavailable, error.code, "Service Unavailable").retryable(after: seconds)
        case .full: Refusal(HTTPResponse.Status(code: 507, reasonPhrase: "Insufficient Storage"), error.code, "Insufficient Storage")
        case .outcomeUnknown: Refusal(.internalServerError, error.code, "The write may or may not have happened; read to see.")
        case .tooExpensive: Refusal(.badRequest, error.code, "The query costs more than one request may.")
        case .broken: internalError
        }
    }

    private static let internalError = Refusal(.internalServerError, "internal", "Internal server error")

    /// The gateway's words for every credential it does not accept; the code tells which and why.
    private static func unauthorized(_ code: String, _ message: String = "Unauthorized") -> Refusal {
        var refusal = Refusal(.unauthorized, code, message)
        refusal.headers[.wwwAuthenticate] = "Bearer"
        return refusal
    }

    private static func notAllowed(_ methods: [HTTPRequest.Method]) -> Refusal {
        var refusal = Refusal(.methodNotAllowed, "method-not-allowed", "Method Not Allowed")
        refusal.headers[.allow] = methods.map(\.rawValue).joined(separator: ", ")
        return refusal
    }

    /// The place that a violation is about: for a missing member, the member.
    private static func place(of violation: Violation) -> JSONPointer {
        guard violation.keyword == "required", let name = violation.limit?.asString else { return violation.instance }
        return violation.instance.appending(name)
    }
}
