package import JSONCore

extension JSONWriter {
    /// Writes an identifier as a string.
    package mutating func string(_ identifier: Identifier) {
        plainString(capacity: Identifier.textLength) { identifier.write(to: $0) }
    }

    /// Writes a moment as a string.
    package mutating func string(_ moment: Timestamp, _ style: Timestamp.Style) {
        plainString(capacity: Timestamp.textLength) { moment.write(style, to: $0) }
    }
}
