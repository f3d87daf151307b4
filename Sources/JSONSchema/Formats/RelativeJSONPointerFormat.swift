/// `relative-json-pointer`: draft-handrews-relative-json-pointer-01, section 3.
enum RelativeJSONPointerFormat: Format {
    static let name = "relative-json-pointer"

    static func matches(_ text: String) -> Bool {
        text.withBytes { bytes in
            var reader = ByteReader(bytes)
            if !reader.take("0"), reader.take(while: ASCII.isDigit) == 0 { return false }
            if reader.take("#") { return reader.isAtEnd }
            return JSONPointerFormat.take(from: &reader) && reader.isAtEnd
        }
    }
}
