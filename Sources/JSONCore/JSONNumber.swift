/// A JSON number that keeps its literal's text and is compared as the exact mathematical value.
///
/// `1`, `1.0` and `1e0` are equal numbers of different text. Integers of up to 18 digits are held as machine words; every other literal
/// is held as text and read digit by digit when it is compared, so no digit is ever lost (RFC 8259, section 6 warns of readers that do).
package struct JSONNumber: Sendable {
    /// How a literal is held; the text decides, so that it can be given back byte for byte.
    enum Storage: Sendable {
        /// A literal that is the plain decimal text of this integer.
        case integer(Int64)
        /// Any other literal: `-0`, a fraction, an exponent, a long integer.
        case literal(String)
    }

    let storage: Storage

    init(storage: Storage) {
        self.storage = storage
    }

    /// An integer, written without fraction or exponent.
    package init(_ value: Int) {
        storage = .integer(Int64(value))
    }

    /// A number from a double, written as the shortest text that reads back as the same double.
    ///
    /// Returns nil for infinities, not-a-number and values whose exponent is past ``JSONLimits/maximumExponent``.
    package init?(_ value: Double) {
        guard value.isFinite else { return nil }
        self.init(text: value.description)
    }

    /// A number from a literal, kept as it is written.
    ///
    /// Returns nil when the text is not a number of RFC 8259, section 6 in full, or exceeds the limits.
    package init?(text: String, limits: JSONLimits = .standard) {
        var copy = text
        let storage: Storage? = copy.withUTF8 { bytes in
            var scanner = JSONScanner(bytes: UnsafeRawBufferPointer(bytes), limits: limits)
            guard let number = try? scanner.scanNumber(), scanner.isAtEnd else { return nil }
            return number.storage
        }
        guard let storage else { return nil }
        self.storage = storage
    }

    /// The literal, byte for byte as it was read.
    package var text: String {
        switch storage {
        case .integer(let value): String(value)
        case .literal(let text): text
        }
    }
}

extension JSONNumber {
    /// Whether the value is mathematically an integer of any size, however it is written.
    package var isInteger: Bool {
        switch storage {
        case .integer: true
        case .literal(let text): ExactDecimal(literal: text).isInteger
        }
    }

    /// The exact value when it is an integer that fits; nil otherwise.
    package var intValue: Int? {
        integer64.flatMap { Int(exactly: $0) }
    }

    /// The nearest double; infinite when the value is past the range of doubles.
    package var doubleValue: Double {
        switch storage {
        case .integer(let value): Double(value)
        // Every literal of the JSON grammar is a literal of Swift's reader too.
        case .literal(let text): Double(text) ?? .nan
        }
    }

    /// Whether the value is exactly an integer times the divisor; false for a divisor of zero.
    ///
    /// Decimal arithmetic, so `0.3` is a multiple of `0.1` (JSON Schema 2020-12 validation, section 6.2.1).
    package func isMultiple(of divisor: JSONNumber) -> Bool {
        if case .integer(let value) = storage, case .integer(let divisor) = divisor.storage {
            return divisor != 0 && value.isMultiple(of: divisor)
        }
        return decimal.isMultiple(of: divisor.decimal)
    }

    /// The bytes of the literal.
    var textLength: Int {
        switch storage {
        case .integer(var value):
            var length = value < 0 ? 2 : 1
            while value / 10 != 0 {
                value /= 10
                length += 1
            }
            return length
        case .literal(let text): return text.utf8.count
        }
    }

    /// The bytes of a literal that is read digit by digit to be compared; zero for a number held as a machine word.
    package var comparedLength: Int {
        switch storage {
        case .integer: 0
        case .literal(let text): text.utf8.count
        }
    }

    /// Whether both literals have the same text.
    package func isIdentical(to other: JSONNumber) -> Bool {
        switch (storage, other.storage) {
        case (.integer(let left), .integer(let right)): left == right
        case (.literal(let left), .literal(let right)): left.hasSameBytes(as: right)
        // An integer of 19 digits is held as a word when it was computed and as text when it was read.
        default: text.hasSameBytes(as: other.text)
        }
    }

    /// The value as decimal digits and exponent.
    var decimal: ExactDecimal {
        switch storage {
        case .integer(let value): ExactDecimal(value)
        case .literal(let text): ExactDecimal(literal: text)
        }
    }

    private var integer64: Int64? {
        switch storage {
        case .integer(let value): value
        case .literal(let text): ExactDecimal(literal: text).integer64
        }
    }
}

extension JSONNumber: Hashable, Comparable {
    /// Whether both are the same mathematical value: `1 == 1.0 == 1e0`, `-0 == 0`.
    package static func == (left: JSONNumber, right: JSONNumber) -> Bool {
        switch (left.storage, right.storage) {
        case (.integer(let left), .integer(let right)): left == right
        case (.literal(let left), .literal(let right)):
            left.hasSameBytes(as: right) || ExactDecimal(literal: left) == ExactDecimal(literal: right)
        case (.integer(let integer), .literal(let text)), (.literal(let text), .integer(let integer)):
            ExactDecimal(literal: text).integer64 == integer
        }
    }

    /// Feeds the mathematical value to a hasher; equal numbers feed the same.
    package func hash(into hasher: inout Hasher) {
        if let integer = integer64 {
            hasher.combine(integer)
        } else {
            hasher.combine(decimal)
        }
    }

    /// Whether the left value is smaller, exactly.
    package static func < (left: JSONNumber, right: JSONNumber) -> Bool {
        if case .integer(let left) = left.storage, case .integer(let right) = right.storage { return left < right }
        return left.decimal < right.decimal
    }
}
