import GRDBSQLite
import JSONCore

/// One call of an SQL function: its arguments, which live as long as the call, and its answer.
struct FunctionCall {
    private let context: OpaquePointer?
    private let arguments: UnsafeMutablePointer<OpaquePointer?>?

    init(_ context: OpaquePointer?, _ arguments: UnsafeMutablePointer<OpaquePointer?>?) {
        self.context = context
        self.arguments = arguments
    }

    func isNull(_ index: Int) -> Bool { sqlite3_value_type(arguments?[index]) == SQLITE_NULL }

    func isTrue(_ index: Int) -> Bool { sqlite3_value_int(arguments?[index]) != 0 }

    func bytes(_ index: Int) -> UnsafeRawBufferPointer {
        let start = sqlite3_value_blob(arguments?[index])
        return UnsafeRawBufferPointer(start: start, count: start == nil ? 0 : Int(sqlite3_value_bytes(arguments?[index])))
    }

    /// The value in the first argument at the place that the second one names.
    var field: FieldValue? { StoredJSON(bytes(0)).value(at: bytes(1)).map(FieldValue.init) }
}

// MARK: - Answers

extension FunctionCall {
    /// Answers the integer, or NULL.
    func answer(_ value: Int64?) {
        if let value { sqlite3_result_int64(context, value) } else { sqlite3_result_null(context) }
    }

    /// Answers 1 or 0, or NULL.
    func answer(_ value: Bool?) { answer(value.map { $0 ? 1 : 0 as Int64 }) }

    /// Answers bytes, which SQLite copies, or NULL.
    func answer(blob value: [UInt8]?) {
        guard let value else { return sqlite3_result_null(context) }
        value.withUnsafeBytes { sqlite3_result_blob64(context, $0.baseAddress, UInt64($0.count), SQLiteMemory.copies) }
    }

    /// Answers text, which SQLite copies.
    func answer(_ value: UnsafeRawBufferPointer) {
        let start = value.assumingMemoryBound(to: CChar.self).baseAddress
        guard let start else { return sqlite3_result_text(context, "", 0, nil) }
        sqlite3_result_text64(context, start, UInt64(value.count), SQLiteMemory.copies, UInt8(SQLITE_UTF8))
    }

    /// Answers text, or NULL.
    func answer(_ value: String?) {
        guard var value else { return sqlite3_result_null(context) }
        value.withUTF8 { answer(UnsafeRawBufferPointer($0)) }
    }
}
