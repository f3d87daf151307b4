import Endpoints
import HTTPTypes
import JSONCore

/// An error as PostgREST words it, in the body that Mateo documents: `code`, `message`, `details`, `hint` and `status`.
///
/// Codes are PostgREST's own (`PGRST…`) and PostgreSQL's SQLSTATEs. Messages name columns and rules, never values.
struct Refusal: DirectReply, Sendable {
    let status: HTTPResponse.Status
    let code: String
    let message: String
    var details: String?
    var hint: String?
    var headers: HTTPFields = [:]

    init(
        _ status: HTTPResponse.Status, _ code: String, _ message: String, details: String? = nil, hint: String? = nil,
        headers: HTTPFields = [:]
    ) {
        self.status = status
        self.code = code
        self.message = message
        self.details = details
        self.hint = hint
        self.headers = headers
    }

    var reply: Reply {
        var writer = JSONWriter(capacity: 256)
        writer.beginObject()
        writer.key("code")
        writer.string(code)
        writer.key("message")
        writer.string(message)
        writer.key("details")
        writer.value(details.map(JSON.string) ?? .null)
        writer.key("hint")
        writer.value(hint.map(JSON.string) ?? .null)
        writer.key("status")
        writer.number(status.code)
        writer.endObject()
        return .json(status, writer.bytes, contentType: RowsMediaType.array.contentType, headers: headers)
    }

    /// JSON Schema of ``reply``'s body.
    static let schema: JSON = [
        "type": "object",
        "properties": [
            "code": ["type": "string", "description": "PostgREST's code or PostgreSQL's SQLSTATE."],
            "message": ["type": "string"], "details": ["type": ["string", "null"]], "hint": ["type": ["string", "null"]],
            "status": ["type": "integer", "description": "The HTTP status."],
        ],
        "required": ["code", "message", "details", "hint", "status"],
        "additionalProperties": false,
    ]
}

extension Refusal {
    /// Something in the query does not parse, or asks for what is not served.
    static func unparsable(_ parameter: String, _ details: String) -> Refusal {
        Refusal(.badRequest, "PGRST100", "failed to parse \(parameter)", details: details)
    }

    /// A filter, `select` or `order` names a column that the table does not have. Names are cut at PostgreSQL's 63 bytes.
    static func unknownColumn(_ name: String, of table: Table) -> Refusal {
        Refusal(.badRequest, "42703", "column \(table.name).\(name.prefix(63)) does not exist")
    }

    /// A body, or `columns`, names a column that cannot be written here.
    static func unwritableColumn(_ name: String, of table: String) -> Refusal {
        Refusal(.badRequest, "PGRST204", "Could not find the '\(name.prefix(63))' column of '\(table)' in the schema cache")
    }

    /// A body would change what the server alone decides.
    static func serverOwned(_ column: String) -> Refusal {
        Refusal(
            .badRequest, "428C9", "column \"\(column)\" can only be updated to DEFAULT",
            details: "Column \"\(column)\" is the server's: a body may repeat the row's present value.")
    }

    /// A value is not of its column's type.
    static func invalidValue(_ column: String, _ type: String, code: String = "22P02") -> Refusal {
        Refusal(.badRequest, code, "invalid input syntax for type \(type)", details: "The place is \(column).")
    }

    /// An operator is not defined for a column's type.
    static func undefinedOperator(_ name: String, _ column: String) -> Refusal {
        Refusal(.badRequest, "42883", "operator \(name) does not exist for the type of column \(column)")
    }

    /// A column that must have a value gets none.
    static func missingValue(_ column: String, of table: String) -> Refusal {
        Refusal(.badRequest, "23502", "null value in column \"\(column)\" of relation \"\(table)\" violates not-null constraint")
    }

    /// A reference names no row.
    static func missingTarget(_ column: String, of table: String) -> Refusal {
        Refusal(
            .conflict, "23503",
            "insert or update on table \"\(table)\" violates foreign key constraint \"\(table)_\(column)_fkey\"",
            details: "Key (\(column)) is not present in the table that it refers to.")
    }

    /// A write without a filter would hit every row.
    static func noFilter(_ command: String, hint: String) -> Refusal {
        Refusal(.badRequest, "21000", "\(command) requires a WHERE clause", hint: hint)
    }

    /// The request names one row, or asks for one as an object, and there is not exactly one.
    static func notSingular(_ status: HTTPResponse.Status, rows: String) -> Refusal {
        Refusal(
            status, "PGRST116", "Cannot coerce the result to a single JSON object", details: "The result contains \(rows) rows")
    }
}
