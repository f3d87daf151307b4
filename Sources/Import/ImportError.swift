/// Why an import does not start, or does not go on. It holds no value of the file.
package enum ImportError: Error, Sendable, Hashable {
    /// The file cannot be opened or read; the system's reason.
    case unreadable(reason: String)
    /// The header of a CSV file does not say which fields its columns are; a sentence.
    case header(rule: String)
    /// A quoted cell of the row that begins in this line does not end within a row's limit or the file, so that nobody can tell where
    /// the next row begins.
    case openQuote(line: Int)
    /// The file was altered while it was read.
    case altered
}

extension ImportError: CustomStringConvertible {
    /// A sentence for whoever sits at the command line.
    package var description: String {
        switch self {
        case .unreadable(let reason): "the file cannot be read: \(reason)"
        case .header(let rule): "the header: \(rule)"
        case .openQuote(let line):
            """
            line \(line): a quoted cell is not closed within \(ImportLimits.rowBytes) bytes, so nothing from here on was read: \
            close the quote and run the command again
            """
        case .altered: "the file was altered while it was imported: run the command again on a file that stays as it is"
        }
    }
}
