import CLibPQ
import Records

/// The rows of one result, in the binary form of their types.
///
/// `@unchecked Sendable`: libpq never changes a result once it is made, and it is freed with its last reference.
final class Rows: @unchecked Sendable {
    private let result: OpaquePointer
    let count: Int
    /// How many rows the statement changed.
    var affected: Int { PQcmdTuples(result).flatMap { Int(String(cString: $0)) } ?? 0 }

    init(_ result: OpaquePointer) {
        self.result = result
        count = Int(PQntuples(result))
    }

    deinit { PQclear(result) }

    /// One row of them.
    subscript(_ index: Int) -> Row { Row(rows: self, index: Int32(index)) }

    var first: Row? { count > 0 ? self[0] : nil }

    struct Row {
        fileprivate let rows: Rows
        fileprivate let index: Int32

        func isNull(_ column: Int32) -> Bool { PQgetisnull(rows.result, index, column) == 1 }

        func withBytes<Value>(_ column: Int32, _ body: (UnsafeRawBufferPointer) -> Value) -> Value {
            let length = Int(PQgetlength(rows.result, index, column))
            return withExtendedLifetime(rows) { body(UnsafeRawBufferPointer(start: PQgetvalue(rows.result, index, column), count: length)) }
        }

        /// A `bigint`, or an `integer`.
        func integer(_ column: Int32) -> Int64 {
            withBytes(column) { bytes in
                var value: Int64 = bytes.first.map { Int64(Int8(bitPattern: $0)) } ?? 0
                for byte in bytes.dropFirst().prefix(7) { value = value << 8 | Int64(byte) }
                return value
            }
        }

        func optionalInteger(_ column: Int32) -> Int64? { isNull(column) ? nil : integer(column) }

        func timestamp(_ column: Int32) -> Timestamp { Timestamp(microseconds: integer(column)) }

        func text(_ column: Int32) -> String { withBytes(column) { String(decoding: $0, as: UTF8.self) } }

        func optionalText(_ column: Int32) -> String? { isNull(column) ? nil : text(column) }

        func blob(_ column: Int32) -> [UInt8] { withBytes(column) { Array($0) } }

        func optionalBlob(_ column: Int32) -> [UInt8]? { isNull(column) ? nil : blob(column) }

        func bool(_ column: Int32) -> Bool { withBytes(column) { $0.first == 1 } }

        func identifier(_ column: Int32) -> Identifier? { isNull(column) ? nil : withBytes(column) { Identifier(bytes: $0) } }
    }
}
