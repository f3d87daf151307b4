/// `date-time`: RFC 3339, section 5.6.
enum DateTimeFormat: Format {
    static let name = "date-time"

    static func matches(_ text: String) -> Bool {
        text.withBytes { bytes in
            var reader = ByteReader(bytes)
            return DateFormat.take(from: &reader) && reader.take("T", ignoringCase: true) && TimeFormat.take(from: &reader)
                && reader.isAtEnd
        }
    }
}
