/// How the rows of a file are written.
package enum ImportFormat: String, Sendable, CaseIterable {
    /// One JSON object a line, in the form of the native API's `POST /v1/{type}`.
    case ndjson
    /// RFC 4180: a header that names fields, then one record a row.
    case csv

    /// The format that a file's name tells by its ending, ASCII letters in either case; nil where it tells none.
    package init?(fileName: String) {
        let name = fileName.lowercased()
        if name.hasSuffix(".ndjson") || name.hasSuffix(".jsonl") {
            self = .ndjson
        } else if name.hasSuffix(".csv") {
            self = .csv
        } else {
            return nil
        }
    }
}

/// What a file may hold.
package enum ImportLimits {
    /// Bytes of one row: as many as a request's body.
    package static let rowBytes = 1 << 20
    /// Columns of a CSV file.
    package static let columns = 1_000
}
