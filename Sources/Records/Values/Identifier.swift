/// A 128-bit UUID (RFC 9562): the identity of a record, an organisation or a credential.
///
/// New ones are version 7, so that they sort in the order of their making and rows made together lie together.
package struct Identifier: Sendable, Hashable, Comparable {
    /// The first eight bytes, big endian: the time for a version 7 identifier.
    package let high: UInt64
    /// The last eight bytes, big endian.
    package let low: UInt64

    package init(high: UInt64, low: UInt64) {
        self.high = high
        self.low = low
    }

    /// A new version 7 identifier for the moment `now`: 48 bits of milliseconds, 12 bits of the millisecond's fraction
    /// (RFC 9562 section 6.2, method 3) and 62 random bits.
    package init(at now: Timestamp) {
        let microseconds = UInt64(max(0, now.microseconds))
        let (milliseconds, rest) = microseconds.quotientAndRemainder(dividingBy: 1000)
        let fraction = rest * 4096 / 1000
        self.high = (milliseconds & 0xFFFF_FFFF_FFFF) << 16 | 0x7000 | fraction
        self.low = UInt64.random(in: .min ... .max) & 0x3FFF_FFFF_FFFF_FFFF | 0x8000_0000_0000_0000
    }

    /// Reads the 36-character form, upper or lower case; nil for anything else.
    package init?(_ text: some StringProtocol) {
        guard
            let read = text.utf8.withContiguousStorageIfAvailable(Self.init(characters:))
                ?? Array(text.utf8).withUnsafeBufferPointer(Self.init(characters:))
        else { return nil }
        self = read
    }

    /// Reads the 36-character form from its ASCII bytes.
    private init?(characters: UnsafeBufferPointer<UInt8>) {
        guard characters.count == 36 else { return nil }
        var high: UInt64 = 0
        var low: UInt64 = 0
        for position in 0..<36 {
            let byte = characters[position]
            if position == 8 || position == 13 || position == 18 || position == 23 {
                guard byte == UInt8(ascii: "-") else { return nil }
            } else {
                guard let digit = Self.hexadecimal(byte) else { return nil }
                if position < 18 { high = high << 4 | digit } else { low = low << 4 | digit }
            }
        }
        self.high = high
        self.low = low
    }

    /// Reads sixteen bytes, as a store keeps them; nil for any other count.
    package init?(bytes: some Collection<UInt8>) {
        guard bytes.count == 16 else { return nil }
        var high: UInt64 = 0
        var low: UInt64 = 0
        for (position, byte) in bytes.enumerated() {
            if position < 8 { high = high << 8 | UInt64(byte) } else { low = low << 8 | UInt64(byte) }
        }
        self.high = high
        self.low = low
    }

    /// The sixteen bytes, most significant first.
    package var bytes: [UInt8] {
        [UInt8](unsafeUninitializedCapacity: 16) { buffer, count in
            for position in 0..<8 {
                let shift = UInt64(56 - 8 * position)
                buffer[position] = UInt8(truncatingIfNeeded: high >> shift)
                buffer[position + 8] = UInt8(truncatingIfNeeded: low >> shift)
            }
            count = 16
        }
    }

    /// The 36-character lower-case form.
    package var text: String { String(unsafeUninitializedCapacity: Self.textLength) { write(to: $0) } }

    /// Characters of the text form.
    static let textLength = 36

    /// Writes the lower-case form into a buffer of at least ``textLength`` bytes; how many it took.
    func write(to buffer: UnsafeMutableBufferPointer<UInt8>) -> Int {
        var position = 0
        for nibble in 0..<32 {
            if nibble == 8 || nibble == 12 || nibble == 16 || nibble == 20 {
                buffer[position] = UInt8(ascii: "-")
                position += 1
            }
            let half = nibble < 16 ? high : low
            let digit = UInt8(truncatingIfNeeded: half >> UInt64(60 - 4 * (nibble & 15))) & 15
            buffer[position] = digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") - 10 + digit
            position += 1
        }
        return position
    }

    package static func < (left: Self, right: Self) -> Bool {
        left.high != right.high ? left.high < right.high : left.low < right.low
    }

    private static func hexadecimal(_ byte: UInt8) -> UInt64? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt64(byte - UInt8(ascii: "0"))
        case UInt8(ascii: "a")...UInt8(ascii: "f"): UInt64(byte - UInt8(ascii: "a") + 10)
        case UInt8(ascii: "A")...UInt8(ascii: "F"): UInt64(byte - UInt8(ascii: "A") + 10)
        default: nil
        }
    }
}

extension Identifier: CustomStringConvertible {
    package var description: String { text }
}

/// The identity of a record, unique in the whole database.
package typealias RecordID = Identifier

/// The identity of an organisation: a type of its own, so that a record's id can never stand in for the fence between tenants.
package struct OrganisationID: Sendable, Hashable, CustomStringConvertible {
    package let identifier: Identifier

    package init(_ identifier: Identifier) { self.identifier = identifier }

    package var text: String { identifier.text }
    package var description: String { identifier.text }
}
