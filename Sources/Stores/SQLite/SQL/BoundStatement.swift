import GRDB
import GRDBSQLite
import Records
import Relational

/// One use of a prepared statement: values are bound in the order of its `?`s, then its rows are stepped through.
///
/// When the use ends, by whatever way, the statement is reset, so that it holds no lock. Every use binds every value anew; SQLite keeps the
/// memory of the last ones for the next, unless they were large.
struct BoundStatement: ~Copyable {
    private let owner: Statement
    private let handle: OpaquePointer
    private let connection: OpaquePointer
    private var bound: Int32 = 0
    private var boundBytes = 0
    private var bindResult: Int32 = SQLITE_OK

    private static let keptBytes = 16 << 10

    init(_ owner: Statement, connection: OpaquePointer) {
        self.owner = owner
        self.handle = owner.sqliteStatement
        self.connection = connection
    }

    deinit {
        sqlite3_reset(handle)
        if boundBytes > Self.keptBytes { sqlite3_clear_bindings(handle) }
    }

    /// Goes to the next row; false when there is none.
    mutating func step() throws(SQLiteFailure) -> Bool {
        guard bindResult == SQLITE_OK else { throw SQLiteFailure(code: bindResult, message: "binding value \(bound)") }
        switch sqlite3_step(handle) {
        case SQLITE_ROW: return true
        case SQLITE_DONE: return false
        default: throw SQLiteFailure(of: connection)
        }
    }

    /// Runs a statement that answers no rows and returns how many it wrote.
    @discardableResult
    mutating func run() throws(SQLiteFailure) -> Int {
        while try step() {}
        return Int(sqlite3_changes(connection))
    }
}

// MARK: - Binding

extension BoundStatement {
    mutating func bind(_ value: Int64) {
        bound += 1
        note(sqlite3_bind_int64(handle, bound, value))
    }

    mutating func bind(_ value: Int64?) {
        if let value { bind(value) } else { bindNull() }
    }

    mutating func bind(_ value: Timestamp) { bind(value.microseconds) }

    mutating func bind(_ value: Timestamp?) { bind(value?.microseconds) }

    mutating func bind(_ value: Bool) { bind(value ? 1 : 0 as Int64) }

    mutating func bind(_ value: String) {
        var value = value
        value.withUTF8 { bindText(UnsafeRawBufferPointer($0)) }
    }

    mutating func bind(_ value: String?) {
        if let value { bind(value) } else { bindNull() }
    }

    /// Binds bytes that are UTF-8 text.
    mutating func bind(text value: [UInt8]) { value.withUnsafeBytes { bindText($0) } }

    mutating func bind(blob value: [UInt8]?) {
        guard let value else { return bindNull() }
        bound += 1
        boundBytes += value.count
        guard !value.isEmpty else { return note(sqlite3_bind_zeroblob(handle, bound, 0)) }
        note(value.withUnsafeBytes { sqlite3_bind_blob64(handle, bound, $0.baseAddress, UInt64($0.count), SQLiteMemory.copies) })
    }

    mutating func bind(_ value: Identifier) {
        bound += 1
        let words = (value.high.bigEndian, value.low.bigEndian)
        let result = withUnsafeBytes(of: words) {
            sqlite3_bind_blob64(handle, bound, $0.baseAddress, UInt64($0.count), SQLiteMemory.copies)
        }
        note(result)
    }

    mutating func bind(_ value: Identifier?) {
        if let value { bind(value) } else { bindNull() }
    }

    mutating func bind(_ value: OrganisationID) { bind(value.identifier) }

    mutating func bind(_ value: TypeID) { bind(value.text) }

    mutating func bind(_ values: [SQLValue]) {
        for value in values {
            switch value {
            case .integer(let value): bind(value)
            case .text(let value): bind(value)
            case .identifier(let value): bind(value)
            case .path(let value): bind(StoredJSON.path(value))
            }
        }
    }

    private mutating func bindText(_ bytes: UnsafeRawBufferPointer) {
        bound += 1
        boundBytes += bytes.count
        guard let start = bytes.assumingMemoryBound(to: CChar.self).baseAddress else {
            // A null pointer would bind NULL.
            return note(sqlite3_bind_text(handle, bound, "", 0, SQLiteMemory.copies))
        }
        note(sqlite3_bind_text64(handle, bound, start, UInt64(bytes.count), SQLiteMemory.copies, UInt8(SQLITE_UTF8)))
    }

    private mutating func bindNull() {
        bound += 1
        note(sqlite3_bind_null(handle, bound))
    }

    private mutating func note(_ result: Int32) {
        if result != SQLITE_OK { bindResult = result }
    }
}

// MARK: - Reading

extension BoundStatement {
    func isNull(_ column: Int32) -> Bool { sqlite3_column_type(handle, column) == SQLITE_NULL }

    func integer(_ column: Int32) -> Int64 { sqlite3_column_int64(handle, column) }

    func optionalInteger(_ column: Int32) -> Int64? { isNull(column) ? nil : integer(column) }

    func timestamp(_ column: Int32) -> Timestamp { Timestamp(microseconds: integer(column)) }

    /// The bytes of a text or blob, lent until the next step.
    func withBytes<Value, Failure: Error>(
        _ column: Int32, _ body: (UnsafeRawBufferPointer) throws(Failure) -> Value
    ) throws(Failure) -> Value {
        let start = sqlite3_column_blob(handle, column)
        return try body(UnsafeRawBufferPointer(start: start, count: start == nil ? 0 : Int(sqlite3_column_bytes(handle, column))))
    }

    func text(_ column: Int32) -> String { withBytes(column) { String(decoding: $0, as: UTF8.self) } }

    func optionalText(_ column: Int32) -> String? { isNull(column) ? nil : text(column) }

    func blob(_ column: Int32) -> [UInt8] { withBytes(column) { [UInt8]($0) } }

    /// The identifier that a column holds; nil for NULL and for anything that is not sixteen bytes.
    func identifier(_ column: Int32) -> Identifier? {
        withBytes(column) { bytes in
            guard bytes.count == 16 else { return nil }
            return Identifier(
                high: UInt64(bigEndian: bytes.loadUnaligned(as: UInt64.self)),
                low: UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: 8, as: UInt64.self)))
        }
    }
}
