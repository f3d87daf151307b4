import Access
import Endpoints
import HTTPTypes
import JSONCore
import JSONSchema
import Records

/// A problem as RFC 9457 draws it, with the permanent `code`, the request's id and, where places are at fault, one entry for each.
private struct Problem {
    /// One place that breaks a rule.
    struct Place {
        /// A JSON Pointer into the body as a URI fragment (RFC 6901 section 6), or the parameter's name.
        let at: String
        let rule: String
        let keyword: String?
    }

    let status: HTTPResponse.Status
    let code: String
    let title: String
    var detail: String?
    var places: [Place] = []
    var headers: HTTPFields = [:]

    func reply(to request: IncomingRequest) -> Reply {
        var writer = JSONWriter(capacity: 512)
        writer.beginObject()
        writer.key("type")
        writer.string("urn:kith:problem:" + code)
        writer.key("title")
        writer.string(title)
        writer.key("status")
        writer.number(status.code)
        if let detail {
            writer.key("detail")
            writer.string(detail)
        }
        writer.key("code")
        writer.string(code)
        writer.key("requestId")
        writer.string(request.id)
        if !places.isEmpty {
            writer.key("errors")
            writer.beginArray()
            for place in places {
                writer.beginObject()
                writer.key("pointer")
                writer.string(place.at)
                writer.key("detail")
                writer.string(place.rule)
                if let keyword = place.keyword {
                    writer.key("keyword")
                    writer.string(keyword)
                }
                writer.endObject()
            }
            writer.endArray()
        }
        writer.endObject()
        return .json(status, writer.bytes, contentType: "application/problem+json", headers: headers)
    }
}

extension Native {
    /// The schema of every refusal.
    static let problemSchema: JSON = .declared(
        #"""
        {
          "type": "object",
          "properties": {
            "type": {"type": "string"}, "title": {"type": "string"}, "status": {"type": "integer"}, "detail": {"type": "string"},
            "code": {"type": "string", "description": "Permanent; never given a second meaning."}, "requestId": {"type": "string"},
            "errors": {
              "type": "array",
              "items": {
                "type": "object",
                "properties": {
                  "pointer": {"type": "string", "description": "JSON Pointer into the body as a URI fragment, or a parameter's name."},
                  "detail": {"type": "string"}, "keyword": {"type": "string"}
                },
                "required": ["pointer", "detail"]
              }
            }
          },
          "required": ["type", "title", "status", "code", "requestId"]
        }
        """#)

    /// Draws a failure as a problem.
    static func refuse(_ failure: Failure, _ request: IncomingRequest) -> Reply {
        problem(failure).reply(to: request)
    }

    private static func problem(_ failure: Failure) -> Problem {
        switch failure {
        case .request(let error): problem(error)
        case .access(let error): problem(error)
        case .record(let error): problem(error)
        case .noRoute: Problem(status: .notFound, code: "path-unknown", title: "No such path", detail: "See /openapi.json for every path.")
        case .methodNotAllowed(let methods):
            Problem(
                status: .methodNotAllowed, code: "method-not-allowed", title: "The path does not know this method",
                headers: [.allow: methods.map(\.rawValue).joined(separator: ", ")])
        case .overloaded(let seconds):
            Problem(
                status: .serviceUnavailable, code: "overloaded", title: "Too many requests at once", headers: [.retryAfter: String(seconds)]
            )
        case .fault: Problem(status: .internalServerError, code: "internal", title: "A fault of the server's own; its log has the details")
        }
    }

    private static func problem(_ error: RequestError) -> Problem {
        switch error {
        case .malformedJSON(let error, let line, let column):
            Problem(
                status: .badRequest, code: "json-malformed", title: "The body is not JSON",
                detail: "Line \(line), column \(column): \(error.kind.rule).")
        case .emptyBody: Problem(status: .badRequest, code: "body-missing", title: "The body is missing")
        case .invalidBody(let violations):
            Problem(
                status: .unprocessableContent, code: "body-invalid", title: "The body breaks its schema",
                places: violations.map { place($0, under: .root) })
        case .unsupportedMediaType(let accepted):
            Problem(
                status: .unsupportedMediaType, code: "media-type-unsupported", title: "The content type is not supported",
                detail: "Send " + accepted.joined(separator: " or ") + ".", headers: [.accept: accepted.joined(separator: ", ")])
        case .unsupportedContentEncoding:
            Problem(
                status: .unsupportedMediaType, code: "content-encoding-unsupported", title: "The body must not be encoded",
                headers: [.acceptEncoding: "identity"])
        case .bodyTooLarge(let limit):
            Problem(status: .contentTooLarge, code: "body-too-large", title: "The body is too large", detail: "At most \(limit) bytes.")
        case .bodyBroken: Problem(status: .badRequest, code: "body-broken", title: "The body breaks off or is not well-formed HTTP")
        case .bodyTooSlow(let seconds):
            Problem(
                status: .requestTimeout, code: "body-too-slow", title: "The body did not arrive in time",
                detail: "It must be there within \(seconds) seconds.")
        case .missingParameter(_, let name):
            Problem(
                status: .badRequest, code: "parameter-missing", title: "A parameter is missing",
                places: [Problem.Place(at: name, rule: "is required", keyword: nil)])
        case .invalidParameter(_, let name, let rule):
            Problem(
                status: .badRequest, code: "parameter-invalid", title: "A parameter breaks a rule",
                places: [Problem.Place(at: name, rule: rule, keyword: nil)])
        case .unknownParameter(let name):
            Problem(
                status: .badRequest, code: "parameter-unknown", title: "There is no such parameter",
                places: [Problem.Place(at: name, rule: "is neither a parameter nor a field that can be compared", keyword: nil)])
        case .malformedTarget: Problem(status: .badRequest, code: "target-malformed", title: "Path or query are not well-formed")
        case .notAcceptable: Problem(status: .notAcceptable, code: "not-acceptable", title: "None of the accepted media types can be had")
        }
    }

    private static func problem(_ error: AccessError) -> Problem {
        switch error {
        case .missing: unauthorized("credential-missing", "A bearer token is required", detail: "Send Authorization: Bearer tg_…")
        case .malformed, .malformedToken: unauthorized("credential-malformed", "The bearer token is not of the right form")
        case .refused: unauthorized("credential-refused", "The bearer token is unknown or revoked")
        case .expired: unauthorized("credential-expired", "The bearer token has expired")
        case .wrongPassword: unauthorized("password-wrong", "Email or password are wrong")
        case .insufficientScope(let scope):
            Problem(status: .forbidden, code: "scope-missing", title: "The token lacks a scope", detail: "It takes \(scope.rawValue).")
        case .forbidden: Problem(status: .forbidden, code: "forbidden", title: "The token may not do this")
        case .organisationRequired: Problem(status: .badRequest, code: "organisation-required", title: "Name the organisation")
        case .unknownOrganisation: Problem(status: .notFound, code: "organisation-unknown", title: "No such organisation")
        case .rateLimited(let limit, let seconds):
            Problem(
                status: .tooManyRequests, code: "rate-limited", title: "Too many requests", detail: "At most \(limit) per minute.",
                headers: [.retryAfter: String(seconds)])
        case .unavailable(let seconds): away(seconds)
        }
    }

    private static func problem(_ error: RecordError) -> Problem {
        switch error {
        case .notFound: Problem(status: .notFound, code: error.code, title: "No such record")
        case .unknownType: Problem(status: .notFound, code: error.code, title: "No such type", detail: "GET /v1/types lists them.")
        case .invalid(let violations):
            Problem(
                status: .unprocessableContent, code: error.code, title: "The record would break its type's schema",
                places: violations.map { place($0, under: JSONPointer(["fields"])) })
        case .invalidSchema(let schema):
            Problem(
                status: .unprocessableContent, code: error.code, title: "The definition's schema does not compile",
                places: [
                    Problem.Place(
                        at: JSONPointer(["fields", "schema"] + schema.pointer.tokens).uriFragment, rule: schema.message,
                        keyword: schema.keyword)
                ])
        case .missingTarget(let field, let type):
            Problem(
                status: .unprocessableContent, code: error.code, title: "A reference leads nowhere",
                places: [
                    Problem.Place(
                        at: JSONPointer(["fields"] + field.tokens).uriFragment, rule: "must name a \(type.text) of the organisation",
                        keyword: nil)
                ])
        case .referenced(let type):
            Problem(
                status: .conflict, code: error.code, title: "Other records refer to this one",
                detail: type.map { "Some of type \($0.text) do: change or delete those first." })
        case .duplicate(let field):
            Problem(status: .conflict, code: error.code, title: "Another record has this value", detail: "The field is \(field).")
        case .preconditionFailed(let current):
            Problem(
                status: .preconditionFailed, code: error.code, title: "The record has another version",
                headers: current > 0 ? [.eTag: EntityTag.text(current)] : [:])
        case .tooMany(let limit):
            Problem(status: .unprocessableContent, code: error.code, title: "Too many records", detail: "At most \(limit).")
        case .contended:
            Problem(status: .serviceUnavailable, code: error.code, title: "Others keep changing the record", headers: [.retryAfter: "1"])
        case .unavailable(let seconds): away(seconds)
        case .full:
            Problem(status: .init(code: 507, reasonPhrase: "Insufficient Storage"), code: error.code, title: "The server's disk is full")
        case .outcomeUnknown:
            Problem(
                status: .serviceUnavailable, code: error.code, title: "The write may or may not have happened: read the record",
                headers: [.retryAfter: "1"])
        case .tooExpensive:
            Problem(status: .unprocessableContent, code: error.code, title: "The query costs too much: filter by an indexed field")
        case .broken: Problem(status: .internalServerError, code: error.code, title: "A fault of the server's own; its log has the details")
        }
    }

    private static func place(_ violation: Violation, under root: JSONPointer) -> Problem.Place {
        Problem.Place(
            at: JSONPointer(root.tokens + violation.instance.tokens).uriFragment, rule: violation.message, keyword: violation.keyword)
    }

    private static func unauthorized(_ code: String, _ title: String, detail: String? = nil) -> Problem {
        Problem(status: .unauthorized, code: code, title: title, detail: detail, headers: [.wwwAuthenticate: "Bearer"])
    }

    private static func away(_ seconds: Int) -> Problem {
        Problem(
            status: .serviceUnavailable, code: "store-unavailable", title: "The database is away", headers: [.retryAfter: String(seconds)])
    }
}
