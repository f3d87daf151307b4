import JSONCore
import Testing

@testable import SQLiteStore

/// Keys must sort as the values do, whatever the way they are written in.
@Suite struct OrderKeyTests {
    private static let literals = [
        "0", "-0", "0.0", "0e9", "1", "1.0", "10e-1", "0.1e1", "-1", "10", "100", "1e2", "9007199254740993", "9007199254740992.5",
        "9223372036854775807", "9223372036854775808", "-9223372036854775809", "100000000000000000000000000000000000000001",
        "100000000000000000000000000000000000000002", "1e308", "-1e308", "1e-308", "-1e-308", "0.12", "0.123", "-0.12", "-0.123", "0.00120",
        "1.2E-3", "1.2e+3",
    ]

    private func key(_ literal: String) -> [UInt8]? { Array(literal.utf8).withUnsafeBytes(OrderKey.number) }

    private func expectSameOrder(_ left: String, _ right: String) throws {
        let (leftKey, rightKey) = (try #require(key(left)), try #require(key(right)))
        let (leftNumber, rightNumber) = (try #require(JSONNumber(text: left)), try #require(JSONNumber(text: right)))
        #expect((leftKey == rightKey) == (leftNumber == rightNumber), "\(left) \(right)")
        #expect(leftKey.lexicographicallyPrecedes(rightKey) == (leftNumber < rightNumber), "\(left) \(right)")
    }

    @Test(arguments: literals) func aNumberSortsByItsExactValue(_ literal: String) throws {
        for other in Self.literals { try expectSameOrder(literal, other) }
    }

    @Test func numbersOfAnySizeSortByTheirExactValue() throws {
        for _ in 0..<5000 {
            let (left, right) = (Self.random(), Self.random())
            try expectSameOrder(left, right)
        }
    }

    @Test func textsComeBehindNumbersAndByCodePoints() throws {
        let texts = ["", "a", "ab", "b", "\u{7F}", "\u{80}", "\u{FFFF}", "\u{10000}"].map { Array($0.utf8).withUnsafeBytes(OrderKey.text) }
        for (left, right) in zip(texts, texts.dropFirst()) { #expect(left.lexicographicallyPrecedes(right)) }
        for literal in Self.literals { #expect(try #require(key(literal)).lexicographicallyPrecedes(texts[0])) }
    }

    @Test func booleansSortAsNumbers() {
        #expect(OrderKey.bool(true) == key("1"))
        #expect(OrderKey.bool(false) == key("0"))
    }

    private static func random() -> String {
        var text = Bool.random() ? "-" : ""
        text += Bool.random() ? "0" : String(Int.random(in: 1...Int.max) >> Int.random(in: 0..<63) + 1)
        if Bool.random() { text += "." + String(Int.random(in: 0...Int.max) >> Int.random(in: 0..<63)) }
        if Bool.random() { text += (Bool.random() ? "e" : "E") + ["", "+", "-"][Int.random(in: 0...2)] + String(Int.random(in: 0...25)) }
        return text
    }
}
