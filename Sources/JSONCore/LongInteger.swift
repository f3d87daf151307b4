/// A non-negative integer of many words, with the few operations that finding a remainder takes.
struct LongInteger {
    /// Least significant first; leading zeros are kept, so that numbers of one calculation have the same count.
    private var words: [UInt64]

    /// An integer of decimal digits from the most significant, with room for ten times its value.
    init(digits: [UInt8]) {
        // A word holds 19 decimal digits.
        words = [UInt64](repeating: 0, count: digits.count / 19 + 2)
        for start in stride(from: 0, to: digits.count, by: 19) {
            let chunk = digits[start..<min(start + 19, digits.count)]
            let (factor, value) = chunk.reduce((1, 0) as (UInt64, UInt64)) { ($0.0 &* 10, $0.1 &* 10 &+ UInt64($1)) }
            multiply(by: factor, adding: value)
        }
    }

    /// Zero, with as much room as another.
    init(zeroLike other: LongInteger) {
        words = [UInt64](repeating: 0, count: other.words.count)
    }

    var isZero: Bool { words.allSatisfy { $0 == 0 } }

    /// Multiplies by a word and adds another; the product must fit in the room there is.
    mutating func multiply(by factor: UInt64, adding summand: UInt64) {
        var carry = summand
        for position in words.indices {
            let (high, low) = words[position].multipliedFullWidth(by: factor)
            let (sum, overflows) = low.addingReportingOverflow(carry)
            words[position] = sum
            carry = high &+ (overflows ? 1 : 0)
        }
    }

    /// Subtracts an integer of as many words, which must not be larger.
    mutating func subtract(_ other: LongInteger) {
        var borrow: UInt64 = 0
        for position in words.indices {
            let (first, firstBorrows) = words[position].subtractingReportingOverflow(other.words[position])
            let (second, secondBorrows) = first.subtractingReportingOverflow(borrow)
            words[position] = second
            borrow = firstBorrows || secondBorrows ? 1 : 0
        }
    }

    /// Whether the value is below that of an integer of as many words.
    func isBelow(_ other: LongInteger) -> Bool {
        for position in words.indices.reversed() where words[position] != other.words[position] {
            return words[position] < other.words[position]
        }
        return false
    }
}

extension LongInteger {
    /// Divides by the greatest common divisor with a power of ten; the value must not be zero.
    mutating func removeFactors(sharedWithTenTo power: Int) {
        removeTwos(atMost: power)
        removeFives(atMost: power)
    }

    private mutating func removeTwos(atMost count: Int) {
        var left = count
        while left > 0, let lowest = words.first {
            let shift = min(lowest.trailingZeroBitCount, left, 63)
            if shift == 0 { return }
            for position in words.indices {
                let above = position + 1 < words.count ? words[position + 1] : 0
                words[position] = words[position] >> UInt64(shift) | above << UInt64(64 - shift)
            }
            left -= shift
        }
    }

    private mutating func removeFives(atMost count: Int) {
        var left = count
        // 27 is the most whose power fits in a word; what remains to be removed after those is a sum of some of the other counts.
        while left >= 27, divide(by: 7_450_580_596_923_828_125) { left -= 27 }
        for (fives, divisor) in [(16, 152_587_890_625), (8, 390_625), (4, 625), (2, 25), (1, 5)] as [(Int, UInt64)]
        where left >= fives && divide(by: divisor) {
            left -= fives
        }
    }

    /// Divides by a word if nothing remains; false, and the value is what it was, if something would.
    private mutating func divide(by divisor: UInt64) -> Bool {
        var quotient = words
        var remainder: UInt64 = 0
        for position in words.indices.reversed() {
            (quotient[position], remainder) = divisor.dividingFullWidth((remainder, words[position]))
        }
        if remainder != 0 { return false }
        words = quotient
        return true
    }
}
