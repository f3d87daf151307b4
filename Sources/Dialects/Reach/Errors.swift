import Access
import Endpoints
import HTTPTypes
import JSONCore
import JSONSchema
import Records

/// A rule that was broken: an element of `errors`.
private struct Problem {
    let path: String
    let message: String
}

extension Reach {
    /// Draws a failure as `{"success": false, "message": …, "errors": […]}`. The vendor documents no error body: this is ours, in the
    /// frame of its successes.
    static func refuse(_ failure: Failure, _ request: IncomingRequest) -> Reply {
        switch failure {
        case .request(let error): refuse(error)
        case .access(let error): refuse(error)
        case .record(let error): refuse(error)
        case .noRoute: reply(.notFound, "No such endpoint.")
        case .methodNotAllowed(let methods):
            reply(
                .methodNotAllowed, "The endpoint does not have this method.",
                headers: [.allow: methods.map(\.rawValue).joined(separator: ", ")])
        case .overloaded(let seconds): retry(.serviceUnavailable, "The server is busy.", after: seconds)
        case .fault: reply(.internalServerError, "The server failed.")
        }
    }

    private static func refuse(_ error: RequestError) -> Reply {
        switch error {
        case .malformedJSON(let syntax, let line, let column):
            reply(.badRequest, "The body is not valid JSON: line \(line), column \(column): \(syntax.kind.rule).")
        case .emptyBody: reply(.badRequest, "The body is missing.")
        case .invalidBody(let violations): reply(.badRequest, "The body is not valid.", violations.map(\.problem))
        case .unsupportedMediaType(let accepted):
            reply(.unsupportedMediaType, "The content type must be \(accepted.joined(separator: " or ")).")
        case .unsupportedContentEncoding: reply(.unsupportedMediaType, "The body must not be encoded.")
        case .bodyTooLarge(let limit): reply(.contentTooLarge, "The body must be at most \(limit) bytes.")
        case .bodyBroken: reply(.badRequest, "The body breaks off or is not well-formed HTTP.")
        case .bodyTooSlow(let seconds): reply(.requestTimeout, "The body must arrive within \(seconds) seconds.")
        case .missingParameter(_, let name):
            reply(.badRequest, "A parameter is missing.", [Problem(path: name, message: "is required")])
        case .invalidParameter(_, let name, let rule):
            reply(.badRequest, "A parameter is not valid.", [Problem(path: name, message: rule)])
        case .unknownParameter(let name):
            reply(.badRequest, "A parameter is not known.", [Problem(path: name, message: "is not a parameter of this endpoint")])
        case .malformedTarget: reply(.badRequest, "The path or query is not well-formed.")
        case .notAcceptable: reply(.notAcceptable, "Answers are application/json.")
        }
    }

    private static func refuse(_ error: AccessError) -> Reply {
        switch error {
        case .missing: unauthorized("A bearer token is required.")
        case .malformed: unauthorized("The Authorization header must be `Bearer` and a token.")
        case .malformedToken, .refused: unauthorized("The token is not valid.", reason: "invalid_token")
        case .expired: unauthorized("The token has expired.", reason: "invalid_token")
        case .wrongPassword: unauthorized("The sign-in failed.")
        case .insufficientScope(let scope): reply(.forbidden, "The token lacks the permission \(scope.rawValue).")
        case .forbidden: reply(.forbidden, "The token is not for this path or this tenant.")
        case .organisationRequired:
            reply(
                .badRequest, "A parameter is missing.", [Problem(path: "reach-tenant-id", message: "is required with a platform's token")])
        case .unknownOrganisation: reply(.notFound, "No such tenant.")
        case .rateLimited(_, let seconds): retry(.tooManyRequests, "Too many requests.", after: seconds)
        case .unavailable(let seconds): retry(.serviceUnavailable, "The server is not available.", after: seconds)
        }
    }

    private static func refuse(_ error: RecordError) -> Reply {
        switch error {
        case .notFound(.definition): reply(.notFound, "No such schema definition.")
        case .notFound: reply(.notFound, "No such resource.")
        case .unknownType: reply(.notFound, "No such schema.")
        case .invalid(let violations): reply(.badRequest, "The body is not valid.", violations.map(\.inBody.problem))
        case .invalidSchema(let error):
            reply(
                .badRequest, "The schema is not valid.",
                [Problem(path: JSONPointer(["schema"] + error.pointer.tokens).description, message: error.message)])
        case .missingTarget(let field, _):
            reply(
                .badRequest, "A reference leads nowhere.",
                [Problem(path: field.inBody.description, message: "must be the external id of a stored resource")])
        case .referenced: reply(.conflict, "Other resources refer to this one.")
        case .duplicate(let field): duplicate(field)
        case .preconditionFailed: reply(.preconditionFailed, "The resource has another version.")
        case .tooMany(let limit): reply(.badRequest, "A request may write at most \(limit) resources.")
        case .contended: retry(.serviceUnavailable, "Others write this resource again and again; nothing was written.", after: 1)
        case .unavailable(let seconds): retry(.serviceUnavailable, "The server is not available; nothing was written.", after: seconds)
        case .full: reply(.init(code: 507, reasonPhrase: "Insufficient Storage"), "The server has no room left; nothing was written.")
        case .outcomeUnknown: reply(.gatewayTimeout, "The write may or may not have happened; read the resource to find out.")
        case .tooExpensive: reply(.badRequest, "The query takes too long.")
        case .broken: reply(.internalServerError, "The server failed.")
        }
    }

    private static func duplicate(_ field: String) -> Reply {
        guard let pointer = try? JSONPointer(parsing: field), !pointer.tokens.isEmpty else {
            return reply(.conflict, "A resource with this external id exists.")
        }
        return reply(.conflict, "A value is taken.", [Problem(path: pointer.inBody.description, message: "is taken by another one")])
    }

    // MARK: - The shape

    private static func unauthorized(_ message: String, reason: StaticString? = nil) -> Reply {
        reply(.unauthorized, message, headers: [.wwwAuthenticate: reason.map { "Bearer error=\"\($0)\"" } ?? "Bearer"])
    }

    private static func retry(_ status: HTTPResponse.Status, _ message: String, after seconds: Int) -> Reply {
        reply(status, message, headers: [.retryAfter: String(seconds)])
    }

    private static func reply(
        _ status: HTTPResponse.Status, _ message: String, _ problems: [Problem] = [], headers: HTTPFields = [:]
    ) -> Reply {
        var writer = JSONWriter()
        writer.beginObject()
        writer.key("success")
        writer.bool(false)
        writer.key("message")
        writer.string(message)
        if !problems.isEmpty {
            writer.key("errors")
            writer.beginArray()
            for problem in problems {
                writer.beginObject()
                writer.key("path")
                writer.string(problem.path)
                writer.key("message")
                writer.string(problem.message)
                writer.endObject()
            }
            writer.endArray()
        }
        writer.endObject()
        return .json(status, writer.bytes, headers: headers)
    }
}

extension Violation {
    /// Place and rule; a member that is missing or too many is the place itself.
    fileprivate var problem: Problem {
        switch (keyword, limit) {
        case ("required", .string(let name)?), ("dependentRequired", .string(let name)?), ("additionalProperties", .string(let name)?),
            ("unevaluatedProperties", .string(let name)?):
            Problem(path: instance.appending(name).description, message: message)
        default: Problem(path: instance.description, message: message)
        }
    }

    /// The violation of a stored record's rule as one of the body that was to be stored.
    fileprivate var inBody: Violation {
        Violation(instance: instance.inBody, keyword: keyword, schema: schema, limit: limit, message: message)
    }
}

extension JSONPointer {
    /// The place in the body of what stands here in a record's `fields`, by the tables that decoding uses.
    fileprivate var inBody: JSONPointer {
        guard let first = tokens.first else { return self }
        if first == "data" { return self }
        if first == "custom" { return JSONPointer(["data"] + tokens.dropFirst()) }
        if let field = CustomerField.ofContact(first) { return JSONPointer(["data", field.name]) }
        if let field = DefinitionField.all.first(where: { $0.place.isPrefix(of: self) }) {
            return JSONPointer([field.name] + tokens.dropFirst(field.place.tokens.count))
        }
        return self
    }
}
