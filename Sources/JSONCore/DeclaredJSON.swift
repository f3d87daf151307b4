extension JSON {
    /// A JSON document that stands in this program's own source. Text that does not parse is a mistake in the program, found by the
    /// first test that loads it, and ends the process with its place; never call this with anything from outside.
    package static func declared(_ text: StaticString) -> JSON {
        let bytes = text.withUTF8Buffer { Array($0) }
        do throws(JSONSyntaxError) {
            return try parse(bytes)
        } catch {
            let place = error.position(in: bytes)
            preconditionFailure("declared JSON, line \(place.line), column \(place.column): \(error)")
        }
    }
}
