import JSONCore
import Testing

@Suite("Numbers")
struct NumberTests {
    private func number(_ text: String) throws -> JSONNumber {
        try #require(JSONNumber(text: text))
    }

    @Test(
        "equal values of different text, hashing alike",
        arguments: [
            ("1", "1.0"), ("1", "1e0"), ("1", "10e-1"), ("100", "1e2"), ("0", "-0"), ("0", "0.000"), ("0", "0e308"), ("-0", "-0.0e-5"),
            ("1.5", "15e-1"), ("0.1", "1e-1"), ("-2.50", "-2.5"), ("9223372036854775807", "9223372036854775807.0"),
            ("-9223372036854775808", "-9.223372036854775808e18"), ("9223372036854775808", "922337203685477580.8e1"),
            ("123456789012345678", "123456789012345678.000"), ("1e308", "10e307"), ("1E-308", "0.1e-307"),
            ("12345678901234567890123456789012345678901", "1234567890123456789012345678901234567890.1e1"),
            ("1.234567890123456789012345678901234567890", "1234567890123456789012345678901234567890e-39"),
        ])
    func equal(left: String, right: String) throws {
        let (left, right) = (try number(left), try number(right))
        #expect(left == right)
        #expect(left.hashValue == right.hashValue)
        #expect(!(left < right) && !(right < left))
        #expect(!left.isIdentical(to: right))
        #expect(JSON.number(left) == .number(right))
        #expect(!JSON.number(left).isIdentical(to: .number(right)))
    }

    @Test("in order, each strictly below the next")
    func ordered() throws {
        let texts = [
            "-1e308", "-12345678901234567890123456789012345678902", "-12345678901234567890123456789012345678901", "-9223372036854775809",
            "-9223372036854775808", "-9223372036854775807", "-10", "-9.999", "-1", "-0.1", "-1e-307", "-1e-308", "0", "1e-308", "0.09",
            "0.1", "0.10000000000000000000001", "0.1234567890123456789012345678901234567890",
            "0.1234567890123456789012345678901234567891", "0.2", "1", "1.0000000000000000000000001", "9", "10", "9007199254740992",
            "9007199254740993",
            "999999999999999999", "9223372036854775807", "9223372036854775807.5", "9223372036854775808",
            "1234567890123456789012345678901234567890", "1234567890123456789012345678901234567890.1",
            "1234567890123456789012345678901234567891", "12345678901234567890123456789012345678901",
            "12345678901234567890123456789012345678902", "1e308",
        ]
        let numbers = try texts.map(number)
        for (position, left) in numbers.enumerated() {
            for (other, right) in numbers.enumerated() {
                #expect((left < right) == (position < other))
                #expect((left == right) == (position == other))
            }
        }
    }

    @Test(
        "integers by value",
        arguments: [
            ("1", 1), ("1.0", 1), ("1e2", 100), ("-0", 0), ("0.0", 0), ("12.50e1", 125), ("1200e-2", 12), ("9223372036854775807", Int.max),
            ("-9223372036854775808", Int.min), ("9.223372036854775807e18", Int.max), ("999999999999999999", 999_999_999_999_999_999),
        ])
    func integers(text: String, value: Int) throws {
        let number = try number(text)
        #expect(number.isInteger)
        #expect(number.intValue == value)
        #expect(JSON.number(number).asInt == value)
        #expect(number == JSONNumber(value))
        #expect(number.hashValue == JSONNumber(value).hashValue)
    }

    @Test(
        "integers past the machine's", arguments: ["9223372036854775808", "-9223372036854775809", "1e19", "1e308", "99999999999999999999"])
    func longIntegers(text: String) throws {
        #expect(try number(text).isInteger)
        #expect(try number(text).intValue == nil)
    }

    @Test("no integers", arguments: ["0.5", "1e-1", "1.5e0", "9223372036854775807.5", "1e-308", "-0.1"])
    func fractions(text: String) throws {
        #expect(try !number(text).isInteger)
        #expect(try number(text).intValue == nil)
    }

    @Test(
        "multiples in decimal arithmetic",
        arguments: [
            ("0.3", "0.1", true), ("0.07", "0.01", true), ("1.1", "0.1", true), ("4.35", "0.01", true), ("0.35", "0.1", false),
            ("10", "2.5", true),
            ("10", "3", false), ("-9", "3", true), ("9", "-3", true), ("0", "7", true), ("-0", "0.1", true), ("7", "0", false),
            ("0", "0", false),
            ("1e308", "0.5", true), ("1e308", "3", false), ("1e308", "1e-308", true), ("1e-308", "1e308", false),
            ("12391239123", "1e-8", true),
            ("0.0075", "0.0001", true), ("0.00751", "0.0001", false), ("9223372036854775807", "7", true),
            ("-9223372036854775808", "-1", true),
            ("121932631137021795226185032733622923332237463801111263526900", "987654321098765432109876543210", true),
            ("121932631137021795226185032733622923332237463801111263526901", "987654321098765432109876543210", false),
            ("340282366920938463463374607431768211456", "18446744073709551616", true),
            ("340282366920938463463374607431768211455", "18446744073709551616", false), ("1e40", "1e39", true), ("15e39", "1e40", false),
            ("1234567890123456789012345678901234567890", "1234567890123456789012345678901234567890", true),
            ("2469135780246913578024691357802469135780", "1234567890123456789012345678901234567890", true),
            ("2469135780246913578024691357802469135781", "1234567890123456789012345678901234567890", false),
            ("1.234567890123456789012345678901234567890", "0.000000000000000000000000000000000000001", true),
            ("1.2345678901234567890123456789012345678901", "0.000000000000000000000000000000000000001", false),
            ("0.3703703670370370367037037036703703703670", "0.1234567890123456789012345678901234567890", true),
            ("0.3703703670370370367037037036703703703671", "0.1234567890123456789012345678901234567890", false),
        ])
    func multiples(value: String, divisor: String, isMultiple: Bool) throws {
        #expect(try number(value).isMultiple(of: number(divisor)) == isMultiple)
    }

    @Test("long multiples agree with machine arithmetic")
    func multiplesAgree() throws {
        var random = SplitMix(seed: 7)
        for _ in 0..<2_000 {
            let value = Int64.random(in: -1_000_000...1_000_000, using: &random)
            let divisor = Int64.random(in: 1...2_000, using: &random)
            // The fraction `.0` takes the long way round.
            let long = try number("\(value).0").isMultiple(of: number("\(divisor).0"))
            #expect(long == value.isMultiple(of: divisor))
        }
    }

    @Test("multiples across orders of magnitude agree with 128-bit arithmetic")
    func scaledMultiplesAgree() throws {
        var random = SplitMix(seed: 11)
        for _ in 0..<4_000 {
            let value = Int64.random(in: 1...1_000_000, using: &random)
            // Divisors rich in twos and fives, which the zeros of a power of ten divide by.
            let twos = Int128(1) << Int128.random(in: 0...24, using: &random)
            let fives = (0..<Int.random(in: 0...24, using: &random)).reduce(Int128(1)) { power, _ in power * 5 }
            let divisor = (Bool.random(using: &random) ? twos : fives) * Int128.random(in: 1...6, using: &random)
            let zeros = Int.random(in: 0...30, using: &random)
            let scaled = (0..<zeros).reduce(Int128(value)) { product, _ in product * 10 }
            let expected = scaled.isMultiple(of: divisor)
            #expect(try number("\(value)e\(zeros)").isMultiple(of: number("\(divisor)")) == expected, "\(value)e\(zeros), \(divisor)")
            #expect(try number("\(value)e-270").isMultiple(of: number("\(divisor)e\(-270 - zeros)")) == expected)
        }
    }

    @Test("an integer of two to the 300th and of five to the 130th divides exactly the powers of ten from there on")
    func longFactors() throws {
        let longTwo = (0..<300).reduce("1") { digits, _ in Self.product(of: digits, and: 2) }
        let longFive = (0..<130).reduce("1") { digits, _ in Self.product(of: digits, and: 5) }
        for (divisor, power) in [(longTwo, 300), (longFive, 130)] {
            #expect(try number("1e\(power)").isMultiple(of: number(divisor)))
            #expect(try number("1e308").isMultiple(of: number(divisor)))
            #expect(try !number("1e\(power - 1)").isMultiple(of: number(divisor)))
            #expect(try number("3e\(power)").isMultiple(of: number(Self.product(of: divisor, and: 3))))
            #expect(try !number("1e308").isMultiple(of: number(Self.product(of: divisor, and: 3))))
        }
    }

    /// Decimal digits times a digit, as it is done on paper.
    private static func product(of digits: String, and factor: Int) -> String {
        var carry = 0
        var product = ""
        for digit in digits.reversed() {
            let value = (digit.wholeNumberValue ?? 0) * factor + carry
            product = String(value % 10) + product
            carry = value / 10
        }
        return carry == 0 ? product : String(carry) + product
    }

    @Test(
        "text outside the grammar makes no number",
        arguments: ["", " 1", "1 ", "+1", "01", "1.", ".1", "0x1", "1e", "NaN", "1,2", "١", "1\u{0}"])
    func refused(text: String) {
        #expect(JSONNumber(text: text) == nil)
    }

    @Test("doubles")
    func doubles() throws {
        #expect(try number("0.1").doubleValue == 0.1)
        #expect(try number("-1.5e3").doubleValue == -1500)
        #expect(try number("9007199254740993").doubleValue == 9_007_199_254_740_992)
        #expect(try number("99e308").doubleValue == .infinity)
        #expect(JSONNumber(text: "-1e10000", limits: .grammar)?.doubleValue == -.infinity)
        #expect(JSONNumber(text: "1e-10000", limits: .grammar)?.doubleValue == 0)
        let half = 1.5
        #expect(JSONNumber(half)?.text == "1.5")
        #expect(JSONNumber(Double.infinity) == nil)
        #expect(JSONNumber(Double.nan) == nil)
        #expect(JSONNumber(Double.leastNonzeroMagnitude) == nil)
        #expect(JSONNumber(Int.min).text == "-9223372036854775808")
        #expect(JSONNumber(Int.min).isIdentical(to: try number("-9223372036854775808")))
    }

    @Test(
        "text is kept",
        arguments: [
            "1.00", "1E5", "1e+05", "-0", "-0.0", "100000000000000000000", "0.10", "1e-7", "1234567890123456789012345678901234567890",
            "-0.1234567890123456789012345678901234567890E+007",
        ])
    func text(text: String) throws {
        #expect(try number(text).text == text)
        #expect(try JSON.parse("[\(text)]").text == "[\(text)]")
    }
}
