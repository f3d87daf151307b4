package import JSONCore

/// What one write did to one record. It is stored in the same transaction as the record and never altered.
package struct Change: Sendable, Hashable {
    /// What happened to the record.
    package enum Kind: String, Sendable, CaseIterable {
        case created, updated, deleted, merged, restored
    }

    package let organisation: OrganisationID
    /// 1, 2, 3… per organisation, without a gap, in commit order. Zero only before the store has assigned it.
    package var sequence: Int64
    package let record: RecordID
    package let type: TypeID
    /// The record's version after the write; for a deletion, the version that would have come next.
    package let version: Int64
    package let kind: Kind
    package let at: Timestamp
    package let author: Author
    /// What differs, in member order. A deletion holds every field as `old`.
    package let edits: [FieldEdit]

    package init(
        organisation: OrganisationID, sequence: Int64 = 0, record: RecordID, type: TypeID, version: Int64, kind: Kind, at: Timestamp,
        author: Author, edits: [FieldEdit]
    ) {
        self.organisation = organisation
        self.sequence = sequence
        self.record = record
        self.type = type
        self.version = version
        self.kind = kind
        self.at = at
        self.author = author
        self.edits = edits
    }
}

/// One place of a record that changed.
package struct FieldEdit: Sendable, Hashable {
    /// Where, as a JSON Pointer (RFC 6901) into the record: `/fields/email`, `/externalID`, `/type`.
    package let path: JSONPointer
    /// The value before; nil when there was none.
    package let old: JSON?
    /// The value after; nil when there is none.
    package let new: JSON?

    package init(path: JSONPointer, old: JSON?, new: JSON?) {
        self.path = path
        self.old = old
        self.new = new
    }
}
