/// Bytes that sort as values do, one by one: numbers by their exact value, then texts by code points.
///
/// SQLite would turn numbers into doubles, and those that differ past the sixteenth digit would sort as they happen to lie.
enum OrderKey {
    private static let (numbers, texts) = (UInt8(1), UInt8(2))
    private static let (negative, zero, positive) = (UInt8(0x7F), UInt8(0x80), UInt8(0x81))
    /// Far beyond the exponents that a number may have (``JSONLimits/stored``); keeps the sums from overflowing.
    private static let endOfExponents = 1 << 24

    /// The key of a string's text.
    static func text(_ text: UnsafeRawBufferPointer) -> [UInt8] { [texts] + text }

    /// The key of a boolean, which sorts as the number 1 or 0.
    static func bool(_ value: Bool) -> [UInt8] {
        value ? key(isNegative: false, magnitude: 1, digits: [UInt8(ascii: "1")]) : [numbers, zero]
    }

    /// The key of a number's literal (RFC 8259, section 6); nil for other text.
    static func number(_ literal: UnsafeRawBufferPointer) -> [UInt8]? {
        // The value is 0.d₁d₂d₃… times ten to the magnitude, where d₁ and the last digit are not zero.
        var digits: [UInt8] = []
        var magnitude = 0
        var exponent = 0
        var (isNegative, isPastPoint, isInExponent, exponentIsNegative) = (false, false, false, false)
        for byte in literal {
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9") where isInExponent:
                exponent = min(exponent * 10 + Int(byte - UInt8(ascii: "0")), endOfExponents)
            case UInt8(ascii: "0") where digits.isEmpty:
                if isPastPoint { magnitude -= 1 }
            case UInt8(ascii: "0")...UInt8(ascii: "9"):
                digits.append(byte)
                if !isPastPoint { magnitude += 1 }
            case UInt8(ascii: "."): isPastPoint = true
            case UInt8(ascii: "e"), UInt8(ascii: "E"): isInExponent = true
            case UInt8(ascii: "-"): if isInExponent { exponentIsNegative = true } else { isNegative = true }
            case UInt8(ascii: "+"): break
            default: return nil
            }
        }
        while digits.last == UInt8(ascii: "0") { digits.removeLast() }
        guard !digits.isEmpty else { return [numbers, zero] }
        return key(isNegative: isNegative, magnitude: magnitude + (exponentIsNegative ? -exponent : exponent), digits: digits)
    }

    private static func key(isNegative: Bool, magnitude: Int, digits: [UInt8]) -> [UInt8] {
        var key: [UInt8] = []
        key.reserveCapacity(digits.count + 7)
        // A literal is bounded by its text's size, so this fits after all; a wrong order is the worst that could come of it.
        let biased = UInt32(truncatingIfNeeded: magnitude) ^ 0x8000_0000
        for shift in [24, 16, 8, 0] as [UInt32] { key.append(UInt8(truncatingIfNeeded: biased >> shift)) }
        key += digits
        guard isNegative else { return [numbers, positive] + key }
        // Of two negative numbers the one farther from zero comes first, and the one with more digits is farther.
        return [numbers, negative] + key.map { ~$0 } + [0xFF]
    }
}
