/// What became of the rows so far. Every row is in exactly one of the counts.
package struct ImportCounts: Sendable, Hashable {
    package internal(set) var created = 0
    package internal(set) var updated = 0
    /// Rows whose record was as they want it already.
    package internal(set) var unchanged = 0
    /// Rows that an earlier run of the same import wrote.
    package internal(set) var earlier = 0
    package internal(set) var refused = 0

    package init() {}

    /// All rows that were read.
    package var read: Int { created + updated + unchanged + earlier + refused }
}

/// What an import has to tell while it runs.
package enum ImportEvent: Sendable {
    /// A row was refused; it comes before the progress that counts it.
    case refused(RowRefusal)
    /// The first row that no earlier run wrote begins in this line.
    case resumed(line: Int)
    /// Some more rows are done for good: `position` of the file's `size` bytes have been read.
    case progress(ImportCounts, position: Int64, size: Int64)
}
