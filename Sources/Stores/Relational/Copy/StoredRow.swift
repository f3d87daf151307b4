package import Records

/// A value as it stands in a row, whichever engine keeps it; the column says what its bytes are.
package enum StoredValue: Sendable, Hashable {
    case null
    case integer(Int64)
    case bytes([UInt8])
}

/// A row of a ``StoredTable``: its values in the order of the table's columns.
package struct StoredRow: Sendable, Hashable {
    package let values: [StoredValue]

    package init(_ values: [StoredValue]) { self.values = values }

    /// The row's key, as ``StoredTable/selection(on:in:after:limit:)`` goes on from it.
    package func key(in table: StoredTable) -> [StoredValue] { Array(values.prefix(table.keyLength)) }

    /// The identifier in a column; nil where there is none.
    package func identifier(_ column: Int) -> Identifier? {
        guard values.indices.contains(column), case .bytes(let bytes) = values[column] else { return nil }
        return Identifier(bytes: bytes)
    }

    /// The bytes that a checksum is made of: the same for the same row on every engine, and for no other.
    ///
    /// Each value is a byte for its kind, then an integer's eight bytes, or eight bytes of length and the bytes themselves.
    package var canonicalBytes: [UInt8] { StoredValues.bytes(values) }
}

/// A list of values as bytes, and back.
package enum StoredValues {
    package static func bytes(_ values: [StoredValue]) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(256)
        for value in values {
            switch value {
            case .null: bytes.append(0)
            case .integer(let integer):
                bytes.append(1)
                withUnsafeBytes(of: integer.bigEndian) { bytes += $0 }
            case .bytes(let content):
                bytes.append(2)
                withUnsafeBytes(of: Int64(content.count).bigEndian) { bytes += $0 }
                bytes += content
            }
        }
        return bytes
    }

    /// Nil for bytes that ``bytes(_:)`` does not make.
    package static func values(_ bytes: [UInt8]) -> [StoredValue]? {
        var values: [StoredValue] = []
        var rest = bytes[...]
        func integer() -> Int64? {
            guard rest.count >= 8 else { return nil }
            defer { rest = rest.dropFirst(8) }
            return rest.prefix(8).reduce(0) { $0 << 8 | Int64($1) }
        }
        while let kind = rest.popFirst() {
            switch kind {
            case 0: values.append(.null)
            case 1:
                guard let value = integer() else { return nil }
                values.append(.integer(value))
            case 2:
                guard let count = integer(), count >= 0, count <= rest.count else { return nil }
                values.append(.bytes(Array(rest.prefix(Int(count)))))
                rest = rest.dropFirst(Int(count))
            default: return nil
            }
        }
        return values
    }
}
