/// `date`: `full-date` of RFC 3339, section 5.6, on a day that exists.
enum DateFormat: Format {
    static let name = "date"

    static func matches(_ text: String) -> Bool {
        text.withBytes { bytes in
            var reader = ByteReader(bytes)
            return take(from: &reader) && reader.isAtEnd
        }
    }

    /// Takes a date; whether there is one.
    static func take(from reader: inout ByteReader) -> Bool {
        guard let year = reader.takeNumber(digits: 4), reader.take("-"), let month = reader.takeNumber(digits: 2), reader.take("-"),
            let day = reader.takeNumber(digits: 2)
        else { return false }
        return day >= 1 && day <= dayCount(ofMonth: month, year: year)
    }

    /// The days of a month; none of a month that does not exist.
    private static func dayCount(ofMonth month: Int, year: Int) -> Int {
        switch month {
        case 1, 3, 5, 7, 8, 10, 12: 31
        case 4, 6, 9, 11: 30
        case 2: year.isMultiple(of: 4) && (!year.isMultiple(of: 100) || year.isMultiple(of: 400)) ? 29 : 28
        default: 0
        }
    }
}
