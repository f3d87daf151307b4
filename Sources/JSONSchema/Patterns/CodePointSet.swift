/// A set of Unicode code points, as ranges in order that neither overlap nor touch.
struct CodePointSet: Sendable, Hashable {
    private(set) var ranges: [ClosedRange<UInt32>]

    static let maximum: UInt32 = 0x10FFFF

    /// The empty set.
    static let none = CodePointSet(ranges: [])

    private init(ranges: [ClosedRange<UInt32>]) {
        self.ranges = ranges
    }

    /// The union of ranges in any order.
    init(_ ranges: some Sequence<ClosedRange<UInt32>>) {
        self.ranges = []
        for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) {
            if let last = self.ranges.last, range.lowerBound <= last.upperBound + 1 {
                self.ranges[self.ranges.count - 1] = last.lowerBound...max(last.upperBound, range.upperBound)
            } else {
                self.ranges.append(range)
            }
        }
    }

    /// The set of one code point.
    init(_ codePoint: UInt32) {
        ranges = [codePoint...codePoint]
    }

    /// The set of one scalar.
    init(_ scalar: Unicode.Scalar) {
        self.init(scalar.value)
    }

    /// All code points that are not in the set.
    var inverted: CodePointSet {
        var result: [ClosedRange<UInt32>] = []
        var next: UInt32 = 0
        for range in ranges {
            if range.lowerBound > next { result.append(next...range.lowerBound - 1) }
            next = range.upperBound + 1
        }
        if next <= Self.maximum { result.append(next...Self.maximum) }
        return CodePointSet(ranges: result)
    }

    func union(_ other: CodePointSet) -> CodePointSet {
        CodePointSet(ranges + other.ranges)
    }

    func contains(_ codePoint: UInt32) -> Bool {
        var low = 0
        var high = ranges.count
        while low < high {
            let middle = (low + high) / 2
            if codePoint < ranges[middle].lowerBound {
                high = middle
            } else if codePoint > ranges[middle].upperBound {
                low = middle + 1
            } else {
                return true
            }
        }
        return false
    }
}

// MARK: - The sets ECMA-262 names, section 22.2.2.9

extension CodePointSet {
    /// `\d`
    static let digits = CodePointSet([0x30...0x39])

    /// `\w`
    static let word = CodePointSet([0x30...0x39, 0x41...0x5A, 0x5F...0x5F, 0x61...0x7A])

    /// `\s`: the white space and line terminators of ECMA-262, sections 12.2 and 12.3.
    static let space = CodePointSet([
        0x09...0x0D, 0x20...0x20, 0xA0...0xA0, 0x1680...0x1680, 0x2000...0x200A, 0x2028...0x2029, 0x202F...0x202F, 0x205F...0x205F,
        0x3000...0x3000, 0xFEFF...0xFEFF,
    ])

    /// `.`: everything but line terminators.
    static let dot = CodePointSet([0x0A...0x0A, 0x0D...0x0D, 0x2028...0x2029]).inverted

    /// Every code point.
    static let all = CodePointSet([0...maximum])
}
