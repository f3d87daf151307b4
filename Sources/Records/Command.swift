package import JSONCore

/// What a caller asks of the engine, in the engine's own words. Every dialect decodes its requests into one of these.
package enum Command: Sendable {
    /// A new record; refused when the external id is taken.
    case create(Draft)
    /// Several new records, all or none.
    case createAll([Draft])
    /// The named record changes.
    case update(RecordKey, Edit, Precondition?)
    /// Every record that the query selects changes, all or none; more than `limit` of the query is refused.
    case updateAll(Query, Edit)
    /// The record of that external id changes by the steps, or is created from them.
    case upsert(Draft)
    /// A deleted record comes back under its old id, made anew from the draft; its versions go on where they ended. Refused with
    /// ``RecordError/notFound(_:)`` when no deleted record of the type has the id.
    case restore(Draft)
    /// The named record goes.
    case delete(RecordKey, Precondition?)
    /// Every record that the query selects goes, all or none.
    case deleteAll(Query)
}

/// A record to be made: its fields are the steps applied to nothing.
package struct Draft: Sendable {
    package var type: TypeID
    /// The id the caller chose; nil lets the engine make one.
    package var id: RecordID?
    package var externalID: String?
    package var edit: Edit

    package init(type: TypeID, id: RecordID? = nil, externalID: String? = nil, edit: Edit) {
        self.type = type
        self.id = id
        self.externalID = externalID
        self.edit = edit
    }
}

/// A condition on the stored version (RFC 9110 section 13), checked in the same transaction as the write.
package enum Precondition: Sendable, Hashable {
    /// The record's version is one of these.
    case versionIn([Int64])
    /// The record's version is none of these.
    case versionNotIn([Int64])
    /// The field has this value; a record where it differs is ``RecordError/notFound(_:)``, as for a path that names record and owner.
    case field(JSONPointer, equals: JSON)
}

/// What became of a command.
package struct Outcome: Sendable {
    /// One record's part of it.
    package struct Effect: Sendable {
        /// The record as it is now; as it was last, after a deletion.
        package let record: Record
        /// What was written; nil when nothing differed and nothing was.
        package let change: Change?

        package init(record: Record, change: Change?) {
            self.record = record
            self.change = change
        }
    }

    /// In the order of the command or of the query.
    package let effects: [Effect]

    package init(effects: [Effect]) { self.effects = effects }
}
