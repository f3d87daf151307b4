import GRDBSQLite
import JSONCore
import Records
import Relational

/// The SQL functions through which queries look into `fields`.
///
/// They answer NULL where the place has no value, or one of another kind than asked for, so that SQL's three-valued logic follows by
/// itself. SQLite's own JSON functions do not serve: they turn numbers into doubles and cannot name every key.
///
/// | function | answers |
/// |---|---|
/// | `field_text(fields, path)` | the string |
/// | `field_key(fields, path)` | the string with ASCII letters in lower case |
/// | `field_bool(fields, path)` | 1 or 0 |
/// | `field_moment(fields, path)` | a date's or date-time's microseconds since 1970 |
/// | `field_number_order(fields, path, number)` | -1, 0 or 1 as the number there is below, equal to or above the given one, exactly |
/// | `field_same(fields, path, json)` | 1 when the value there equals the given one, else 0 |
/// | `field_contains(fields, path, json)` | 1 when the array there has the given string as an element, else 0 |
/// | `field_is_missing(fields, path)` | 1 when there is no value or `null`, else 0 |
/// | `field_order(fields, path)` | what a number, boolean or string is sorted by (``OrderKey``) |
/// | `text_like(text, pattern, ignoring_case)` | 1 when the pattern matches, else 0 |
/// | `identifier_text(id)` | the identifier's 36 characters |
enum FieldFunctions {
    /// Makes the functions known on a connection. They may not be used in the schema, so that other programs can read the file.
    static func register(on connection: OpaquePointer) throws(SQLiteFailure) {
        let flags = SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_DIRECTONLY
        for function in all {
            let result = sqlite3_create_function_v2(connection, function.name, function.arguments, flags, nil, function.body, nil, nil, nil)
            guard result == SQLITE_OK else { throw SQLiteFailure(of: connection) }
        }
    }

    private struct Function {
        let name: String
        let arguments: Int32
        let body: @convention(c) (OpaquePointer?, Int32, UnsafeMutablePointer<OpaquePointer?>?) -> Void
    }

    private static let all = [
        Function(name: "field_text", arguments: 2) { text(FunctionCall($0, $2)) },
        Function(name: "field_key", arguments: 2) { key(FunctionCall($0, $2)) },
        Function(name: "field_bool", arguments: 2) { bool(FunctionCall($0, $2)) },
        Function(name: "field_moment", arguments: 2) { moment(FunctionCall($0, $2)) },
        Function(name: "field_number_order", arguments: 3) { numberOrder(FunctionCall($0, $2)) },
        Function(name: "field_same", arguments: 3) { same(FunctionCall($0, $2)) },
        Function(name: "field_contains", arguments: 3) { contains(FunctionCall($0, $2)) },
        Function(name: "field_is_missing", arguments: 2) { isMissing(FunctionCall($0, $2)) },
        Function(name: "field_order", arguments: 2) { order(FunctionCall($0, $2)) },
        Function(name: "text_like", arguments: 3) { like(FunctionCall($0, $2)) },
        Function(name: "identifier_text", arguments: 1) { identifierText(FunctionCall($0, $2)) },
    ]

    private static func text(_ call: FunctionCall) {
        let field = call.field
        if let plain = field?.plainText { call.answer(plain) } else { call.answer(field?.text) }
    }

    private static func key(_ call: FunctionCall) { call.answer(call.field?.text.map { ASCII.lowercased($0) }) }

    private static func bool(_ call: FunctionCall) { call.answer(call.field?.bool) }

    private static func moment(_ call: FunctionCall) { call.answer(call.field?.moment?.microseconds) }

    private static func numberOrder(_ call: FunctionCall) {
        guard let stored = call.field?.number, let given = FieldValue(bytes: call.bytes(2)).number else {
            return call.answer(nil as Int64?)
        }
        call.answer(stored == given ? 0 : stored < given ? -1 : 1)
    }

    private static func same(_ call: FunctionCall) {
        guard let stored = call.field?.json, !stored.isNull, let given = FieldValue(bytes: call.bytes(2)).json else {
            return call.answer(nil as Bool?)
        }
        call.answer(stored == given)
    }

    private static func contains(_ call: FunctionCall) {
        call.answer(call.field.flatMap { StoredJSON($0.bytes).contains(element: call.bytes(2)) })
    }

    private static func isMissing(_ call: FunctionCall) { call.answer(call.field?.isNull ?? true) }

    private static func order(_ call: FunctionCall) { call.answer(blob: call.field?.orderKey) }

    private static func like(_ call: FunctionCall) {
        guard !call.isNull(0) else { return call.answer(nil as Bool?) }
        call.answer(LikePattern.matches(call.bytes(0), call.bytes(1), ignoringCase: call.isTrue(2)))
    }

    private static func identifierText(_ call: FunctionCall) { call.answer(Identifier(bytes: call.bytes(0))?.text) }
}
