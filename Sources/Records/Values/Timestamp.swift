#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// A moment in UTC, in whole microseconds since 1970, kept as exactly as the stores keep it.
package struct Timestamp: Sendable, Hashable, Comparable {
    package let microseconds: Int64

    package init(microseconds: Int64) { self.microseconds = microseconds }

    /// The wall clock's present moment.
    package static func now() -> Timestamp {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Timestamp(microseconds: Int64(time.tv_sec) * 1_000_000 + Int64(time.tv_nsec) / 1000)
    }

    package static func < (left: Self, right: Self) -> Bool { left.microseconds < right.microseconds }

    /// This moment moved by `seconds`.
    package func advanced(seconds: Int64) -> Timestamp { Timestamp(microseconds: microseconds &+ seconds &* 1_000_000) }

    /// Whole seconds since 1970, as JWT claims count them.
    package var seconds: Int64 { microseconds.flooredDivision(by: 1_000_000).quotient }
}

// MARK: - Text

extension Timestamp {
    /// How a dialect writes a moment.
    package enum Style: Sendable {
        /// `2024-12-05T14:56:23.000Z`
        case milliseconds
        /// `2024-12-05T14:56:23.000000Z`
        case microseconds
        /// `2024-12-05T14:56:23.000000+00:00`, as PostgreSQL prints `timestamptz` into JSON.
        case postgreSQL
    }

    /// The moment as text in UTC.
    package func text(_ style: Style) -> String { String(unsafeUninitializedCapacity: Self.textLength) { write(style, to: $0) } }

    /// The most characters of a text form.
    static let textLength = 40

    /// Writes the text form into a buffer of at least ``textLength`` bytes; how many it took.
    func write(_ style: Style, to buffer: UnsafeMutableBufferPointer<UInt8>) -> Int {
        var length = 0
        func put(_ character: Unicode.Scalar) {
            buffer[length] = UInt8(truncatingIfNeeded: character.value)
            length += 1
        }
        func put(_ value: Int64, digits: Int) {
            var divisor: Int64 = 1
            for _ in 1..<digits { divisor *= 10 }
            while divisor > 0 {
                buffer[length] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: value / divisor % 10)
                length += 1
                divisor /= 10
            }
        }
        let (seconds, fraction) = microseconds.flooredDivision(by: 1_000_000)
        let (days, secondOfDay) = seconds.flooredDivision(by: 86_400)
        let (year, month, day) = Self.civil(fromDays: days)
        put(max(0, min(9999, year)), digits: 4)
        put("-")
        put(month, digits: 2)
        put("-")
        put(day, digits: 2)
        put("T")
        put(secondOfDay / 3600, digits: 2)
        put(":")
        put(secondOfDay / 60 % 60, digits: 2)
        put(":")
        put(secondOfDay % 60, digits: 2)
        put(".")
        switch style {
        case .milliseconds: put(fraction / 1000, digits: 3)
        case .microseconds, .postgreSQL: put(fraction, digits: 6)
        }
        switch style {
        case .milliseconds, .microseconds: put("Z")
        case .postgreSQL: for character in "+00:00".unicodeScalars { put(character) }
        }
        return length
    }

    /// Reads an RFC 3339 date-time, more widely as ISO 8601 writes it: `T` or a space between date and time, seconds and fraction
    /// optional, `Z`, `±HH`, `±HHMM` or `±HH:MM`, and UTC where no zone is given. Digits past the microsecond are cut. Nil for anything
    /// else, an impossible date included.
    package init?(_ text: some StringProtocol) {
        var reader = DigitReader(bytes: Array(text.utf8.prefix(64)))
        guard let year = reader.number(4), reader.take("-"), let month = reader.number(2), reader.take("-"), let day = reader.number(2),
            (1...12).contains(month), day >= 1, day <= Self.daysIn(month: month, year: year)
        else { return nil }
        var hour: Int64 = 0
        var minute: Int64 = 0
        var second: Int64 = 0
        var fraction: Int64 = 0
        var offset: Int64 = 0
        if !reader.atEnd {
            guard reader.take("T") || reader.take("t") || reader.take(" ") else { return nil }
            guard let readHour = reader.number(2), reader.take(":"), let readMinute = reader.number(2) else { return nil }
            (hour, minute) = (readHour, readMinute)
            if reader.take(":") {
                guard let readSecond = reader.number(2) else { return nil }
                second = readSecond
                if reader.take(".") {
                    guard let readFraction = reader.fraction() else { return nil }
                    fraction = readFraction
                }
            }
            guard hour <= 23, minute <= 59, second <= 59 else { return nil }
            if !reader.atEnd, !reader.take("Z"), !reader.take("z") {
                let sign: Int64
                if reader.take("+") { sign = 1 } else if reader.take("-") { sign = -1 } else { return nil }
                guard let hours = reader.number(2) else { return nil }
                var minutes: Int64 = 0
                if !reader.atEnd {
                    _ = reader.take(":")
                    guard let readMinutes = reader.number(2) else { return nil }
                    minutes = readMinutes
                }
                guard hours <= 23, minutes <= 59 else { return nil }
                offset = sign * (hours * 3600 + minutes * 60)
            }
        }
        guard reader.atEnd else { return nil }
        let seconds = Self.days(year: year, month: month, day: day) * 86_400 + hour * 3600 + minute * 60 + second - offset
        self.microseconds = seconds * 1_000_000 + fraction
    }

    /// Days since 1970 of a date in the proleptic Gregorian calendar.
    private static func days(year: Int64, month: Int64, day: Int64) -> Int64 {
        let shifted = month <= 2 ? year - 1 : year
        let era = shifted.flooredDivision(by: 400).quotient
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }

    /// The date that lies `days` after 1970-01-01.
    private static func civil(fromDays days: Int64) -> (year: Int64, month: Int64, day: Int64) {
        let shifted = days + 719_468
        let era = shifted.flooredDivision(by: 146_097).quotient
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let monthFromMarch = (5 * dayOfYear + 2) / 153
        let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * monthFromMarch + 2) / 5 + 1)
    }

    private static func daysIn(month: Int64, year: Int64) -> Int64 {
        switch month {
        case 4, 6, 9, 11: 30
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        default: 31
        }
    }
}

/// Reads fixed-width decimal numbers and single characters from the front of a text.
private struct DigitReader {
    let bytes: [UInt8]
    var position = 0

    init(bytes: [UInt8]) { self.bytes = bytes }

    var atEnd: Bool { position == bytes.count }

    mutating func take(_ character: Unicode.Scalar) -> Bool {
        guard position < bytes.count, UInt32(bytes[position]) == character.value else { return false }
        position += 1
        return true
    }

    mutating func digit() -> Int64? {
        guard position < bytes.count, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(bytes[position]) else { return nil }
        defer { position += 1 }
        return Int64(bytes[position] - UInt8(ascii: "0"))
    }

    mutating func number(_ digits: Int) -> Int64? {
        var value: Int64 = 0
        for _ in 0..<digits {
            guard let digit = digit() else { return nil }
            value = value * 10 + digit
        }
        return value
    }

    /// The digits of a fraction, as microseconds.
    mutating func fraction() -> Int64? {
        guard let first = digit() else { return nil }
        var value = first
        var count = 1
        while let next = digit() {
            if count < 6 {
                value = value * 10 + next
                count += 1
            }
        }
        while count < 6 {
            value *= 10
            count += 1
        }
        return value
    }
}

extension Int64 {
    /// Division that rounds towards minus infinity, so that moments before 1970 fall into the right day.
    fileprivate func flooredDivision(by divisor: Int64) -> (quotient: Int64, remainder: Int64) {
        let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? (quotient - 1, remainder + divisor) : (quotient, remainder)
    }
}
