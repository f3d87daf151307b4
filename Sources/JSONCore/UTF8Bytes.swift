import Glibc

extension String {
    /// Whether both strings are the same sequence of UTF-8 bytes.
    ///
    /// Unlike `==`, which takes canonically equivalent strings as equal: RFC 8259 section 8.3 compares names code unit by code unit, so
    /// `é` as one scalar and `é` as two are different members.
    @inline(__always)
    package func hasSameBytes(as other: String) -> Bool {
        let left = utf8
        let right = other.utf8
        guard left.count == right.count else { return false }
        let equal = left.withContiguousStorageIfAvailable { leftBytes in
            right.withContiguousStorageIfAvailable { rightBytes in
                guard let leftBase = leftBytes.baseAddress, let rightBase = rightBytes.baseAddress else { return true }
                // Copies of one long string share its bytes.
                return leftBase == rightBase || memcmp(leftBase, rightBase, leftBytes.count) == 0
            }
        }
        if case .some(.some(let result)) = equal { return result }
        return left.elementsEqual(right)
    }

    /// Feeds the string's UTF-8 bytes, with an end mark, to a hasher; agrees with ``hasSameBytes(as:)``.
    package func hashBytes(into hasher: inout Hasher) {
        let combined: Void? = utf8.withContiguousStorageIfAvailable { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
        if combined == nil {
            Array(utf8).withUnsafeBytes { hasher.combine(bytes: $0) }
        }
        // 0xFF never occurs in UTF-8, so no string's bytes can run into the next one's.
        hasher.combine(0xFF as UInt8)
    }
}
