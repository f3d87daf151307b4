import Synchronization

/// Identities of requests: eight random digits of this process and a count, all hexadecimal.
enum RequestID {
    private static let process = UInt32.random(in: .min ... .max)
    private static let count = Atomic<UInt64>(0)

    static func next() -> String {
        let number = count.wrappingAdd(1, ordering: .relaxed).newValue
        return String(unsafeUninitializedCapacity: 20) { buffer in
            for position in 0..<8 { buffer[position] = digit(UInt64(process) >> UInt64(28 - 4 * position)) }
            for position in 0..<12 { buffer[8 + position] = digit(number >> UInt64(44 - 4 * position)) }
            return 20
        }
    }

    private static func digit(_ value: UInt64) -> UInt8 {
        let nibble = UInt8(truncatingIfNeeded: value & 15)
        return nibble < 10 ? UInt8(ascii: "0") + nibble : UInt8(ascii: "a") - 10 + nibble
    }
}
