import Access
import Endpoints
import HTTPTypes
import JSONCore
import JSONSchema
import Records

/// How Nateq says no: `{success: false, error: {code, message, details?}}`. The codes about keys, scopes and rate limits are the vendor's;
/// the code is an open text, and the others are ours.
extension Nateq {
    static let errorSchema: JSON = [
        "type": "object",
        "properties": [
            "success": ["const": false],
            "error": [
                "type": "object",
                "properties": [
                    "code": ["type": "string", "description": "What is wrong, for programs."],
                    "message": ["type": "string", "description": "What is wrong, for people."],
                    "details": ["description": "Of a validation every field with its rule; of a rate limit the limit."],
                ],
                "required": ["code", "message"],
            ],
        ],
        "required": ["success", "error"],
    ]

    @Sendable static func refuse(_ failure: Failure, _ request: IncomingRequest) -> Reply { refusal(failure).reply }

    /// An error body to be, with its status and headers.
    private struct Refusal {
        let status: HTTPResponse.Status
        let code: String
        let message: String
        var details: JSON?
        var headers: HTTPFields = [:]

        init(_ status: HTTPResponse.Status, _ code: String, _ message: String, details: JSON? = nil) {
            self.status = status
            self.code = code
            self.message = message
            self.details = details
        }

        /// Fields, or parameters, that break rules.
        static func invalid(_ details: [(field: String, rule: String)], code: String = "VALIDATION_ERROR") -> Refusal {
            Refusal(
                .badRequest, code, "The request is not valid",
                details: .array(details.map { ["field": .string($0.field), "message": .string($0.rule)] }))
        }

        /// A refusal that will not last.
        func retryable(after seconds: Int) -> Refusal {
            var refusal = self
            refusal.headers[.retryAfter] = String(seconds)
            return refusal
        }

        var reply: Reply {
            var error: JSONObject = ["code": .string(code), "message": .string(message)]
            error["details"] = details
            return .json(status, ["success": false, "error": .object(error)], headers: headers)
        }
    }

    // MARK: - Every failure

    private static func refusal(_ failure: Failure) -> Refusal {
        switch failure {
        case .request(let error): refusal(error)
        case .access(let error): refusal(error)
        case .record(let error): refusal(error)
        case .noRoute: Refusal(.notFound, "NOT_FOUND", "Not found")
        case .methodNotAllowed(let methods): notAllowed(methods)
        // The vendor's client tries a write again after a 429 only, because that has had no effect: nor has this.
        case .overloaded(let seconds): Refusal(.tooManyRequests, "OVERLOADED", "The server is busy").retryable(after: seconds)
        case .fault: internalError
        }
    }

    private static func refusal(_ error: RequestError) -> Refusal {
        switch error {
        case .malformedJSON(let error, let line, let column):
            Refusal(.badRequest, "INVALID_REQUEST", "The body is not valid JSON: line \(line), column \(column): \(error.kind.rule)")
        case .emptyBody: Refusal(.badRequest, "INVALID_REQUEST", "The request must have a JSON body")
        case .invalidBody(let violations):
            .invalid(
                violations.map { ($0.instance.tokens.joined(separator: "."), $0.message) },
                // A value of the wrong type cannot be read at all; one that breaks a limit can.
                code: violations.contains { $0.keyword == "type" } ? "INVALID_REQUEST" : "VALIDATION_ERROR")
        case .unsupportedMediaType(let accepted):
            Refusal(.unsupportedMediaType, "UNSUPPORTED_MEDIA_TYPE", "The body must be " + accepted.joined(separator: " or "))
        case .unsupportedContentEncoding: Refusal(.unsupportedMediaType, "UNSUPPORTED_MEDIA_TYPE", "The body must not be encoded")
        case .bodyTooLarge(let limit): Refusal(.contentTooLarge, "REQUEST_TOO_LARGE", "The body must be at most \(limit) bytes")
        case .bodyBroken: Refusal(.badRequest, "INVALID_REQUEST", "The body breaks off or is not well-formed HTTP")
        case .bodyTooSlow(let seconds):
            Refusal(.requestTimeout, "REQUEST_TIMEOUT", "The body must arrive within \(seconds) seconds")
        case .missingParameter(_, let name): .invalid([(name, "is required")])
        case .invalidParameter(_, let name, let rule): .invalid([(name, rule)])
        case .unknownParameter(let name): .invalid([(name, "is not known here")])
        case .malformedTarget: Refusal(.badRequest, "INVALID_REQUEST", "The path or query is not well-formed")
        case .notAcceptable: Refusal(.notAcceptable, "NOT_ACCEPTABLE", "Answers are application/json")
        }
    }

    private static func refusal(_ error: AccessError) -> Refusal {
        switch error {
        case .missing: unauthorized("MISSING_API_KEY", "API key is required")
        case .malformed: unauthorized("INVALID_AUTH_FORMAT", "Authorization must be: Bearer, a space, the API key")
        case .malformedToken: unauthorized("INVALID_API_KEY_FORMAT", "The API key is not of the form of one")
        case .refused: unauthorized("INVALID_API_KEY", "The API key is unknown or revoked")
        case .expired, .wrongPassword: unauthorized("AUTHENTICATION_FAILED", "Authentication failed")
        case .insufficientScope: Refusal(.forbidden, "INSUFFICIENT_SCOPE", "API key does not have the required scope")
        case .forbidden, .organisationRequired, .unknownOrganisation:
            Refusal(.forbidden, "INSUFFICIENT_PERMISSION", "The API key may not do this")
        case .rateLimited(let limit, let seconds): rateLimited(limit, seconds).retryable(after: seconds)
        case .unavailable(let seconds): unavailable.retryable(after: seconds)
        }
    }

    private static func refusal(_ error: RecordError) -> Refusal {
        switch error {
        case .notFound, .unknownType: Refusal(.notFound, "NOT_FOUND", "Contact not found")
        case .invalid(let violations): .invalid(violations.map { (name(of: $0.instance), $0.message) })
        case .missingTarget(let field, _): .invalid([(name(of: field), "must be the id of a company of yours")])
        case .duplicate(let field):
            Refusal(
                .conflict, "CONFLICT", "Another contact has the same value",
                details: [["field": .string(field == "externalID" ? "externalId" : field), "message": "must not be taken"]])
        case .referenced: Refusal(.conflict, "CONFLICT", "Other records still refer to the contact")
        case .contended: Refusal(.conflict, "CONFLICT", "Others are changing the same contact; try again").retryable(after: 1)
        case .preconditionFailed: Refusal(.preconditionFailed, "PRECONDITION_FAILED", "Precondition failed")
        case .tooMany(let limit): Refusal(.badRequest, "VALIDATION_ERROR", "At most \(limit) records can be written at once")
        case .tooExpensive: Refusal(.badRequest, "VALIDATION_ERROR", "The query costs more than one request may")
        case .unavailable(let seconds): unavailable.retryable(after: seconds)
        case .full: Refusal(HTTPResponse.Status(code: 507, reasonPhrase: "Insufficient Storage"), "STORAGE_FULL", "The storage is full")
        case .outcomeUnknown: Refusal(.internalServerError, "OUTCOME_UNKNOWN", "The write may or may not have happened; read to see")
        case .invalidSchema, .broken: internalError
        }
    }

    private static let internalError = Refusal(.internalServerError, "INTERNAL_ERROR", "Internal server error")
    private static let unavailable = Refusal(.serviceUnavailable, "SERVICE_UNAVAILABLE", "Service unavailable")

    private static func unauthorized(_ code: String, _ message: String) -> Refusal {
        var refusal = Refusal(.unauthorized, code, message)
        refusal.headers[.wwwAuthenticate] = "Bearer"
        return refusal
    }

    /// A refused request has no requests left either.
    private static func rateLimited(_ limit: Int, _ seconds: Int) -> Refusal {
        var refusal = Refusal(
            .tooManyRequests, "RATE_LIMIT_EXCEEDED", "API key rate limit exceeded",
            details: ["limit": .number(JSONNumber(limit)), "window": "1 minute", "retry_after_seconds": .number(JSONNumber(seconds))])
        if let names = rateLimitHeaders {
            refusal.headers[names.limit] = String(limit)
            refusal.headers[names.remaining] = "0"
        }
        return refusal
    }

    private static func notAllowed(_ methods: [HTTPRequest.Method]) -> Refusal {
        var refusal = Refusal(.methodNotAllowed, "METHOD_NOT_ALLOWED", "Method not allowed")
        refusal.headers[.allow] = methods.map(\.rawValue).joined(separator: ", ")
        return refusal
    }

    /// What Nateq calls a place in the record's `fields`.
    private static func name(of place: JSONPointer) -> String {
        ContactField.name(ofField: place.tokens.first ?? "")
    }
}
