package import Records

/// Why a copy is not made. `description` says what is the matter and what to do, and names no value.
package enum CopyError: Error, Sendable, Hashable {
    /// There is no such file.
    case noSource(path: String)
    /// The source is itself the beginning of a copy.
    case unfinishedSource
    /// Source and target are one database.
    case sameDatabase
    /// Servers, or other commands, are at work on the database.
    case inUse(String, sessions: Int)
    /// The target holds organisations.
    case notEmpty
    /// The target holds the beginning of another copy.
    case otherSource
    /// The two sides differ in a table when all is written.
    case differs(StoredTable, of: OrganisationID?, source: Int64, target: Int64)
    /// A side failed; in its engine's words.
    case failed(String)
}

extension CopyError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .noSource(let path): return "There is no database \(path) to copy. Name another file."
        case .unfinishedSource: return "The source is an unfinished copy. Finish it first: run the command again that began it."
        case .sameDatabase: return "SOURCE and TARGET are one database. Name an empty one as TARGET."
        case .inUse(let side, let sessions):
            return "\(sessions) other session\(sessions == 1 ? "" : "s") of Kith use the \(side). Stop the servers first."
        case .notEmpty: return "The target holds organisations already. Name an empty database."
        case .otherSource:
            return """
                The target holds an unfinished copy of another source, or the source has been written to since that copy began. Empty the \
                target and begin anew.
                """
        case .differs(let table, let organisation, let source, let target):
            let place = organisation.map { " of the organisation \($0.text)" } ?? ""
            return """
                The copy differs from the source in the table \(table.rawValue)\(place): \(target) rows for \(source). The source has been \
                written to since the copy began, or a side is damaged. Empty the target and begin anew.
                """
        case .failed(let reason): return "The copy ended: \(reason). Run the same command again; it goes on from there."
        }
    }
}
