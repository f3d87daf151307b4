/// The remainder of a long decimal, fed digit by digit, by a divisor of any length: schoolbook division that keeps no quotient.
struct LongRemainder {
    private var value: LongInteger
    private let divisor: LongInteger

    /// A remainder of zero, by a divisor that is not zero and has room for ten times its value.
    init(divisor: LongInteger) {
        self.divisor = divisor
        value = LongInteger(zeroLike: divisor)
    }

    /// Whether everything fed so far is a multiple of the divisor.
    var isZero: Bool { value.isZero }

    /// Feeds the next less significant digit, 0 to 9.
    mutating func append(digit: UInt8) {
        value.multiply(by: 10, adding: UInt64(digit))
        // The remainder was below the divisor, so it is now below ten times the divisor.
        while !value.isBelow(divisor) { value.subtract(divisor) }
    }
}
