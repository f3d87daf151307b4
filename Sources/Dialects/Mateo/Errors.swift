import Access
import Endpoints
import HTTPTypes
import JSONCore
import JSONSchema
import Records

/// How Mateo says no: PostgREST's codes and PostgreSQL's SQLSTATEs in the body of ``Refusal``. A missing key is a 401, a bad one a 403.
extension Mateo {
    @Sendable static func refuse(_ failure: Failure, _ request: IncomingRequest) -> Reply {
        let segments = request.path.split(separator: "/").dropFirst(2)
        if case .noRoute = failure, segments.count > 1 {
            return Refusal(.notFound, "PGRST125", "Invalid path specified in request URL", details: "Rows are named by filters.").reply
        }
        return refusal(failure, segments.first.map(String.init) ?? "").reply
    }

    private static func refusal(_ failure: Failure, _ table: String) -> Refusal {
        switch failure {
        case .request(let error): refusal(error, table)
        case .access(let error): refusal(error)
        case .record(let error): refusal(error, Table.all.first { $0.name == table })
        case .noRoute: Refusal(.notFound, "PGRST205", "Could not find the table in the schema cache")
        case .methodNotAllowed(let methods):
            Refusal(
                .methodNotAllowed, "PGRST117", "Unsupported HTTP method",
                headers: [.allow: methods.map(\.rawValue).joined(separator: ", ")])
        case .overloaded(let seconds): unavailable("PGRST003", "Timed out acquiring connection from connection pool.", seconds)
        case .fault: fault
        }
    }

    private static let fault = Refusal(.internalServerError, "XX000", "internal error")

    private static func unavailable(_ code: String, _ message: String, _ seconds: Int) -> Refusal {
        Refusal(.serviceUnavailable, code, message, hint: "Nothing was written; try again.", headers: [.retryAfter: String(seconds)])
    }
}

// MARK: - Requests

extension Mateo {
    private static func refusal(_ error: RequestError, _ table: String) -> Refusal {
        switch error {
        case .malformedJSON(let error, let line, let column):
            Refusal(.badRequest, "PGRST102", "Empty or invalid json", details: "line \(line), column \(column): \(error.kind.rule)")
        case .emptyBody: Refusal(.badRequest, "PGRST102", "Empty or invalid json", details: "The body is empty.")
        case .invalidBody(let violations): refusal(violations, table)
        case .unsupportedMediaType(let accepted):
            Refusal(
                .unsupportedMediaType, "PGRST102", "Content-Type not acceptable", details: "It may be \(accepted.joined(separator: ", ")).")
        case .unsupportedContentEncoding:
            Refusal(.unsupportedMediaType, "PGRST102", "Content-Encoding not acceptable", details: "It may be identity.")
        case .bodyTooLarge(let limit):
            Refusal(.contentTooLarge, "54000", "the body exceeds a limit", details: "A body has at most \(limit) bytes.")
        case .bodyBroken:
            Refusal(.badRequest, "PGRST102", "Empty or invalid json", details: "The body breaks off or is not well-formed HTTP.")
        case .bodyTooSlow(let seconds):
            Refusal(.requestTimeout, "PGRST102", "Empty or invalid json", details: "The body must arrive within \(seconds) seconds.")
        case .missingParameter(_, let name): .unparsable(name, "The parameter is required.")
        case .invalidParameter(_, let name, let rule): .unparsable(name, "The parameter \(rule).")
        case .unknownParameter(let name): .unparsable(name, "There is no such parameter.")
        case .malformedTarget: .unparsable("the query", "The request target is not a well-formed path and query in UTF-8.")
        case .notAcceptable: .notAcceptable
        }
    }

    /// The refusal of a body that breaks its endpoint's schema: the code of the first rule, every rule in the details.
    private static func refusal(_ violations: [Violation], _ table: String) -> Refusal {
        guard let first = violations.first else { return fault }
        var refusal = refusal(first, table)
        refusal.details = rules(violations) { $0 }
        return refusal
    }

    private static func refusal(_ violation: Violation, _ table: String) -> Refusal {
        // A row in an array stands behind its position.
        let isRow = violation.instance.tokens.allSatisfy { JSONPointer.arrayPosition($0) != nil }
        let column = violation.instance.tokens.last { JSONPointer.arrayPosition($0) == nil } ?? ""
        switch violation.keyword {
        case "additionalProperties": return .unwritableColumn(violation.limit?.asString ?? "", of: table)
        case "required": return .missingValue(violation.limit?.asString ?? "", of: table)
        case RowBody.nullKeyword: return .missingValue(column, of: table)
        case "maxItems": return Refusal(.badRequest, "54000", "the body holds too many rows")
        case "maxLength": return Refusal(.badRequest, "22001", "value too long for column \(column)")
        default:
            return isRow
                ? Refusal(.badRequest, "PGRST102", "The body must be an object or an array of objects")
                : Refusal(.badRequest, "22P02", "invalid input syntax for the type of column \(column)")
        }
    }

    /// Places and rules as text: `/data/status: must be of type string; …`.
    private static func rules(_ violations: [Violation], _ place: (JSONPointer) -> JSONPointer) -> String {
        violations.map { "\(place($0.instance)): \($0.message)" }.joined(separator: "; ")
    }
}

// MARK: - Credentials

extension Mateo {
    private static func refusal(_ error: AccessError) -> Refusal {
        switch error {
        case .missing:
            Refusal(
                .unauthorized, "PGRST302", "Anonymous access is disabled", hint: "Send Authorization: Bearer <API key>.",
                headers: [.wwwAuthenticate: "Bearer"])
        case .malformed, .malformedToken, .refused, .expired, .wrongPassword: Refusal(.forbidden, "PGRST301", "The API key is invalid")
        case .insufficientScope(let scope):
            Refusal(.forbidden, "42501", "permission denied for table", details: "The API key lacks the scope \(scope.rawValue).")
        case .forbidden, .organisationRequired, .unknownOrganisation: Refusal(.forbidden, "42501", "permission denied for table")
        case .rateLimited(let limit, let seconds):
            Refusal(
                .tooManyRequests, "RATE_LIMIT_EXCEEDED", "Too many requests", details: "The API key may make \(limit) requests a minute.",
                headers: [.retryAfter: String(seconds)])
        case .unavailable(let seconds): unavailable("PGRST000", "Database connection error", seconds)
        }
    }
}

// MARK: - Records

extension Mateo {
    private static func refusal(_ error: RecordError, _ table: Table?) -> Refusal {
        let name = table?.name ?? ""
        func place(_ pointer: JSONPointer) -> JSONPointer { table?.place(of: pointer) ?? pointer }
        switch error {
        case .notFound: return .notSingular(.notFound, rows: "0")
        case .unknownType: return .missingTarget("custom_entity_definition_id", of: name)
        case .invalid(let violations):
            let column = violations.first.map { place($0.instance).tokens.first ?? "row" } ?? "row"
            return Refusal(
                .badRequest, "23514", "new row for relation \"\(name)\" violates check constraint \"\(name)_\(column)_check\"",
                details: rules(violations, place))
        case .invalidSchema(let error):
            return Refusal(
                .badRequest, "23514", "new row for relation \"\(name)\" violates check constraint \"\(name)_schema_check\"",
                details: "/schema\(error.pointer): \(error.message)", hint: "The schema must be one of JSON Schema, draft 2020-12 or 7.")
        case .missingTarget(let field, _): return .missingTarget(place(field).tokens.joined(separator: "_"), of: name)
        case .referenced(let type):
            return Refusal(
                .conflict, "23503", "update or delete on table \"\(name)\" violates foreign key constraint",
                details: "The row is still referenced\(type.map { " from \(relation($0))" } ?? "").")
        case .duplicate(let field):
            let column =
                field == "externalID"
                ? "external_id" : place((try? JSONPointer(parsing: field)) ?? JSONPointer([field])).tokens.joined(separator: "_")
            return Refusal(
                .conflict, "23505", "duplicate key value violates unique constraint \"\(name)_\(column)_key\"",
                details: "Key (\(column)) already exists.")
        case .preconditionFailed: return Refusal(.preconditionFailed, "P0001", "the row has another version")
        case .tooMany(let limit):
            return Refusal(
                .badRequest, "54000", "the request would write too many rows", details: "One request writes at most \(limit) rows.")
        case .contended:
            return Refusal(
                .conflict, "40001", "could not serialize access due to concurrent update", hint: "Nothing was written; try again.")
        case .unavailable(let seconds): return unavailable("PGRST000", "Database connection error", seconds)
        case .full: return Refusal(.serviceUnavailable, "53100", "disk full", hint: "Nothing was written.")
        case .outcomeUnknown:
            return Refusal(
                .serviceUnavailable, "08007", "transaction resolution unknown", hint: "Read the row to see whether it was written.")
        case .tooExpensive: return Refusal(.badRequest, "57014", "canceling statement due to statement timeout")
        case .broken: return fault
        }
    }

    /// The table whose rows are records of `type`, or the type's own name.
    private static func relation(_ type: TypeID) -> String {
        guard type.definition == nil else { return "table \"\(Table.customEntity.name)\"" }
        return "table \"\(Table.all.first { $0.rows == .ofType(type) }?.name ?? type.text)\""
    }
}
