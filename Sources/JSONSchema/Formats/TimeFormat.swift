/// `time`: `full-time` of RFC 3339, section 5.6. Second 60 only where it is 23:59:60 in UTC.
enum TimeFormat: Format {
    static let name = "time"

    static func matches(_ text: String) -> Bool {
        text.withBytes { bytes in
            var reader = ByteReader(bytes)
            return take(from: &reader) && reader.isAtEnd
        }
    }

    /// Takes a time with its offset; whether there is one.
    static func take(from reader: inout ByteReader) -> Bool {
        guard let hour = reader.takeNumber(digits: 2), hour < 24, reader.take(":"),
            let minute = reader.takeNumber(digits: 2), minute < 60, reader.take(":"),
            let second = reader.takeNumber(digits: 2), second <= 60
        else { return false }
        if reader.take("."), reader.take(while: ASCII.isDigit) == 0 { return false }
        guard let offset = takeOffset(from: &reader) else { return false }
        if second < 60 { return true }
        let minuteInUTC = hour * 60 + minute - offset
        return (minuteInUTC + 2 * 24 * 60) % (24 * 60) == 24 * 60 - 1
    }

    /// Takes `Z` or a numeric offset; in minutes.
    private static func takeOffset(from reader: inout ByteReader) -> Int? {
        if reader.take("Z", ignoringCase: true) { return 0 }
        let sign = reader.take("+") ? 1 : reader.take("-") ? -1 : 0
        guard sign != 0, let hour = reader.takeNumber(digits: 2), hour < 24, reader.take(":"),
            let minute = reader.takeNumber(digits: 2), minute < 60
        else { return nil }
        return sign * (hour * 60 + minute)
    }
}
