/// The remainder of a long decimal, fed digit by digit, by a divisor of any length: schoolbook division that keeps no quotient.
struct LongRemainder {
    /// Little-endian words, as many as the divisor times ten needs.
    private var words: [UInt64]
    private let divisor: [UInt64]

    /// A remainder of zero; `digits` are the divisor's from the most significant and not all zero.
    init(divisor digits: [UInt8]) {
        // A word holds 19 decimal digits; one word more leaves room for the remainder times ten.
        let count = digits.count / 19 + 2
        var divisor = [UInt64](repeating: 0, count: count)
        for digit in digits { Self.append(digit: digit, to: &divisor) }
        self.divisor = divisor
        words = [UInt64](repeating: 0, count: count)
    }

    /// Whether everything fed so far is a multiple of the divisor.
    var isZero: Bool { words.allSatisfy { $0 == 0 } }

    /// Feeds the next less significant digit, 0 to 9.
    mutating func append(digit: UInt8) {
        Self.append(digit: digit, to: &words)
        // The remainder was below the divisor, so it is now below ten times the divisor.
        while !isBelowDivisor { subtractDivisor() }
    }

    private static func append(digit: UInt8, to words: inout [UInt64]) {
        var carry = UInt64(digit)
        for position in words.indices {
            let (high, low) = words[position].multipliedFullWidth(by: 10)
            let (sum, overflows) = low.addingReportingOverflow(carry)
            words[position] = sum
            carry = high &+ (overflows ? 1 : 0)
        }
    }

    private var isBelowDivisor: Bool {
        for position in words.indices.reversed() where words[position] != divisor[position] {
            return words[position] < divisor[position]
        }
        return false
    }

    private mutating func subtractDivisor() {
        var borrow: UInt64 = 0
        for position in words.indices {
            let (first, firstBorrows) = words[position].subtractingReportingOverflow(divisor[position])
            let (second, secondBorrows) = first.subtractingReportingOverflow(borrow)
            words[position] = second
            borrow = firstBorrows || secondBorrows ? 1 : 0
        }
    }
}
