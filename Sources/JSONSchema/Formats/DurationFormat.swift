/// `duration`: RFC 3339, appendix A, where units follow one another without a gap and weeks stand alone.
enum DurationFormat: Format {
    static let name = "duration"

    static func matches(_ text: String) -> Bool {
        text.withBytes { bytes in
            var reader = ByteReader(bytes)
            guard reader.take("P") else { return false }
            guard let dateUnits = takeUnits("YMWD", from: &reader) else { return false }
            var timeUnits: [Int] = []
            if reader.take("T") {
                guard let units = takeUnits("HMS", from: &reader), !units.isEmpty else { return false }
                timeUnits = units
            }
            guard reader.isAtEnd, !(dateUnits.isEmpty && timeUnits.isEmpty) else { return false }
            if dateUnits.contains(2) { return dateUnits.count == 1 && timeUnits.isEmpty }
            // Without weeks, years and days have only months between them.
            return hasNoGap(dateUnits.map { $0 == 3 ? 2 : $0 }) && hasNoGap(timeUnits)
        }
    }

    /// Takes numbers with their units; the units' positions, which must rise. Nil when a number has no such unit.
    private static func takeUnits(_ units: String, from reader: inout ByteReader) -> [Int]? {
        var taken: [Int] = []
        while reader.take(while: ASCII.isDigit) > 0 {
            guard let unit = units.unicodeScalars.enumerated().first(where: { reader.take($0.element) })?.offset else { return nil }
            if let last = taken.last, unit <= last { return nil }
            taken.append(unit)
        }
        return taken
    }

    private static func hasNoGap(_ units: [Int]) -> Bool {
        zip(units, units.dropFirst()).allSatisfy { $1 == $0 + 1 }
    }
}
