package import Records

/// A store that is read from end to end. Every call sees the same state of it.
package protocol CopySource: Sendable {
    /// The rows of a table behind the one with the key `after`, in the key's order, at most `limit`; of one organisation where the table
    /// has rows for each.
    func rows(
        of table: StoredTable, in organisation: OrganisationID?, after: [StoredValue]?, limit: Int
    ) throws(CopyError) -> [StoredRow]

    /// How many rows a table has.
    func count(of table: StoredTable, in organisation: OrganisationID?) throws(CopyError) -> Int64

    /// Lets go of the store.
    func close() async
}

/// A store that a copy is written into. Until ``finish()`` it says of itself that it is unfinished, and how far it has come.
package protocol CopyTarget: CopySource {
    /// Begins a copy of the source with this fingerprint, or goes on with one that was broken off.
    ///
    /// Refuses a store that holds anything else with ``CopyError/notEmpty`` or ``CopyError/otherSource``.
    func begin(source fingerprint: String) throws(CopyError) -> CopyPlace

    /// Writes rows that follow each other, and that the copy has come to `place` with them, in one transaction.
    func write(
        _ rows: [StoredRow], to table: StoredTable, of organisation: OrganisationID?, upTo place: CopyPlace
    ) throws(CopyError)

    /// Says that the copy is whole.
    func finish() throws(CopyError)
}

/// How far a copy has come: units are whole tables of one organisation, or of the directory, in a fixed order.
package struct CopyPlace: Sendable, Hashable {
    /// The unit at hand; those before are done.
    package var unit: Int64
    /// The key of the last row that is written of it; nil when none is.
    package var key: [StoredValue]?

    package init(unit: Int64, key: [StoredValue]? = nil) {
        self.unit = unit
        self.key = key
    }
}
