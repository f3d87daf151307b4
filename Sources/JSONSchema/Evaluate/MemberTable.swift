import JSONCore

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// A constant table from names, compared as UTF-8 bytes, to numbers: the members a schema knows, the strings of an `enum`.
///
/// Open addressing over a power of two of slots, at most half full. The hash is cheaper than Swift's and seeded per process, so that names
/// which collide cannot be prepared.
final class MemberTable: Sendable {
    private struct Slot {
        /// Of a free slot, empty: `end` is zero, and a name's is at least one.
        var hash: UInt64 = 0
        var start: UInt32 = 0
        /// One past the end of the name.
        var end: UInt32 = 0
        var value = 0
    }

    private let slots: ContiguousArray<Slot>
    /// The names, each followed by a byte that is not looked at, so that no name ends at zero.
    private let bytes: ContiguousArray<UInt8>
    private let mask: Int

    private static let seed = UInt64.random(in: .min ... .max)

    /// A table of names that are different from one another.
    init(_ members: some Collection<(name: String, value: Int)>) {
        var count = 4
        while count < members.count * 2 { count *= 2 }
        mask = count - 1
        var slots = ContiguousArray(repeating: Slot(), count: count)
        var bytes: ContiguousArray<UInt8> = []
        for (name, value) in members {
            let hash = name.withBytes(Self.hash)
            let start = bytes.count
            bytes.append(contentsOf: name.utf8)
            bytes.append(0)
            var slot = Int(truncatingIfNeeded: hash) & mask
            while slots[slot].end != 0 { slot = (slot + 1) & mask }
            // Schemas are bounded far below the 4 GiB that these can count.
            slots[slot] = Slot(
                hash: hash, start: UInt32(truncatingIfNeeded: start), end: UInt32(truncatingIfNeeded: bytes.count), value: value)
        }
        self.slots = slots
        self.bytes = bytes
    }

    /// The number of the name; nil when it is not in the table.
    func value(of name: String) -> Int? {
        name.withBytes { name in
            let hash = Self.hash(name)
            var position = Int(truncatingIfNeeded: hash) & mask
            while true {
                let slot = slots[position]
                if slot.end == 0 { return nil }
                if slot.hash == hash && Int(slot.end - slot.start) == name.count + 1 && hasBytes(of: name, at: Int(slot.start)) {
                    return slot.value
                }
                position = (position + 1) & mask
            }
        }
    }

    /// Whether the name is in the table.
    func contains(_ name: String) -> Bool {
        value(of: name) != nil
    }

    private func hasBytes(of name: UnsafeBufferPointer<UInt8>, at start: Int) -> Bool {
        guard let address = name.baseAddress else { return true }
        return bytes.withUnsafeBytes { bytes in
            guard let base = bytes.baseAddress else { return false }
            return memcmp(base + start, address, name.count) == 0
        }
    }

    private static func hash(_ name: UnsafeBufferPointer<UInt8>) -> UInt64 {
        let bytes = UnsafeRawBufferPointer(name)
        var state = seed ^ UInt64(truncatingIfNeeded: bytes.count)
        var offset = 0
        while offset + 8 <= bytes.count {
            state = mix(state ^ bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
            offset += 8
        }
        var tail: UInt64 = 0
        while offset < bytes.count {
            tail = tail << 8 | UInt64(bytes[offset])
            offset += 1
        }
        return mix(state ^ tail)
    }

    /// Both halves of a product depend on all bits of the factors, and so does their sum.
    @inline(__always)
    private static func mix(_ value: UInt64) -> UInt64 {
        let product = value.multipliedFullWidth(by: 0x9E37_79B9_7F4A_7C15)
        return product.high ^ product.low
    }
}

extension String {
    /// Calls the body with the string's UTF-8 bytes, which for a native string are not copied.
    @inline(__always)
    func withBytes<Result>(_ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
        utf8.withContiguousStorageIfAvailable(body) ?? Array(utf8).withUnsafeBufferPointer(body)
    }
}
