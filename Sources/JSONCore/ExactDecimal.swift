/// A decimal number of any length in one normal form, so that equal values are equal member by member.
///
/// The value is `digits × 10^exponent`, negated when `isNegative`. Digits run from the most significant and neither begin nor end with
/// zero; zero itself is no digits, exponent 0, not negative. ``JSONLimits`` bounds the digits and exponents that reach it.
struct ExactDecimal: Hashable, Sendable {
    let isNegative: Bool
    let digits: [UInt8]
    let exponent: Int

    /// An integer.
    init(_ value: Int64) {
        self.init(literal: String(value))
    }

    /// Reads a literal of the JSON number grammar, which the caller has checked.
    init(literal text: String) {
        var digits: [UInt8] = []
        digits.reserveCapacity(text.utf8.count)
        var isNegative = false
        var exponent = 0
        var pastPoint = false
        var writtenExponent = 0
        var exponentIsNegative = false
        var inExponent = false
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"):
                let digit = byte - UInt8(ascii: "0")
                if inExponent {
                    // Checked literals keep to the limits; the clamp only keeps the arithmetic from trapping.
                    writtenExponent = min(writtenExponent * 10 + Int(digit), 1_000_000)
                } else {
                    if pastPoint { exponent -= 1 }
                    if digit != 0 || !digits.isEmpty { digits.append(digit) }
                }
            case UInt8(ascii: "."): pastPoint = true
            case UInt8(ascii: "e"), UInt8(ascii: "E"): inExponent = true
            case UInt8(ascii: "-"):
                if inExponent { exponentIsNegative = true } else { isNegative = true }
            default: break
            }
        }
        exponent += exponentIsNegative ? -writtenExponent : writtenExponent
        while digits.last == 0 {
            digits.removeLast()
            exponent += 1
        }
        self.isNegative = isNegative && !digits.isEmpty
        self.exponent = digits.isEmpty ? 0 : exponent
        self.digits = digits
    }

    var isZero: Bool { digits.isEmpty }

    /// Whether the value has no fraction.
    var isInteger: Bool { exponent >= 0 }

    /// The power of ten just above the value: `0.1 ≤ |value| / 10^magnitude < 1`.
    private var magnitude: Int { digits.count + exponent }

    /// The exact value when it is an integer that fits; nil otherwise.
    var integer64: Int64? {
        guard exponent >= 0, magnitude <= 19 else { return nil }
        var value: Int64 = 0
        for position in 0..<magnitude {
            let digit = position < digits.count ? Int64(digits[position]) : 0
            let (product, productOverflows) = value.multipliedReportingOverflow(by: 10)
            // Built downwards, because the most negative integer has no positive counterpart.
            let (difference, differenceOverflows) = product.subtractingReportingOverflow(digit)
            if productOverflows || differenceOverflows { return nil }
            value = difference
        }
        if isNegative { return value }
        return value == .min ? nil : -value
    }
}

extension ExactDecimal: Comparable {
    /// Whether the left value is smaller.
    static func < (left: ExactDecimal, right: ExactDecimal) -> Bool {
        if left.isNegative != right.isNegative { return left.isNegative }
        return left.isNegative ? right.isCloserToZero(than: left) : left.isCloserToZero(than: right)
    }

    private func isCloserToZero(than other: ExactDecimal) -> Bool {
        if isZero || other.isZero { return isZero && !other.isZero }
        if magnitude != other.magnitude { return magnitude < other.magnitude }
        return digits.lexicographicallyPrecedes(other.digits)
    }
}

extension ExactDecimal {
    /// Whether the value is an integer times the divisor; false for a divisor of zero.
    func isMultiple(of divisor: ExactDecimal) -> Bool {
        if divisor.isZero { return false }
        if isZero { return true }
        // Without trailing zeros the digits are no multiple of ten, so a divisor of a coarser scale cannot divide them.
        let zeros = exponent - divisor.exponent
        if zeros < 0 { return false }
        // What the divisor shares with the zeros divides these, and the rest of it must divide the digits: an exponent costs no time.
        var rest = LongInteger(digits: divisor.digits)
        rest.removeFactors(sharedWithTenTo: zeros)
        var remainder = LongRemainder(divisor: rest)
        for digit in digits { remainder.append(digit: digit) }
        return remainder.isZero
    }
}
