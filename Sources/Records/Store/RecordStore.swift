/// THE SEAM: what the engine needs of a database. Values go in and come out; no transaction is ever held open across it.
///
/// Every requirement sees one organisation only; a record of another organisation does not exist for it. Two engines implement the
/// protocol and one contract suite runs on both.
package protocol RecordStore: Sendable {
    /// The record that `key` names as of the last acknowledged commit, or nil.
    func record(_ key: RecordKey, in organisation: OrganisationID) async throws(StoreError) -> Record?

    /// The records that `query` selects, from one consistent snapshot.
    func page(_ query: Query, in organisation: OrganisationID) async throws(StoreError) -> Page

    /// Writes everything in `commit` or nothing, and returns only once it is durable.
    ///
    /// The store gives created records their `number` and each change its `sequence`, and returns what it stored in the order of
    /// the mutations. It refuses with
    /// ``StoreError/moved`` when a base version is no longer the stored one (or a record is gone),
    /// ``StoreError/duplicate(_:)``, ``StoreError/missingTarget(_:)`` and ``StoreError/referenced(by:)``.
    func commit(_ commit: Commit, in organisation: OrganisationID) async throws(StoreError) -> [Committed]

    /// The changes of one record, newest first, at most `limit`, those before version `before` when it is given.
    func history(of record: RecordID, before: Int64?, limit: Int, in organisation: OrganisationID) async throws(StoreError) -> [Change]

    /// The changes of the organisation that follow `sequence`, in order, at most `limit`.
    func events(after sequence: Int64, limit: Int, in organisation: OrganisationID) async throws(StoreError) -> [Change]

    /// The definition records in force for `organisation`: its own and those of the platform it belongs to.
    func definitions(for organisation: OrganisationID) async throws(StoreError) -> [Record]

    /// Ends the store's work: waiting commits are finished, later calls fail with ``StoreError/unavailable(retryAfterSeconds:)``.
    func close() async
}

/// What one command wants written, all or nothing.
package struct Commit: Sendable {
    package var mutations: [Mutation]

    package init(_ mutations: [Mutation]) { self.mutations = mutations }
}

/// The write of one record with the change that tells of it.
package struct Mutation: Sendable {
    package enum Action: Sendable {
        /// A new record; its `number` is the store's to give.
        case insert(Record)
        /// `record` replaces the stored one, whose version must still be `baseVersion` and whose type `baseType`.
        /// A record that moves to another type gets a new `number` there.
        case update(Record, baseVersion: Int64, baseType: TypeID)
        /// The record goes, when its version is still this one.
        case delete(Record)
    }

    package var action: Action
    package var change: Change
    /// The references that the record holds after the write in ``referenceFields``; for an update nil when none of them changed.
    package var references: [RecordReference]?
    /// The fields whose references are written anew, as ``RecordReference/field`` names them; nil for all of the record's.
    package var referenceFields: Set<String>?

    package init(_ action: Action, change: Change, references: [RecordReference]?, in referenceFields: Set<String>? = nil) {
        self.action = action
        self.change = change
        self.references = references
        self.referenceFields = referenceFields
    }
}

/// One reference that a record holds: the row the database's foreign key guards.
package struct RecordReference: Sendable, Hashable {
    package enum Target: Sendable, Hashable {
        case id(RecordID)
        case externalID(String)
    }

    /// The field that holds it, as text of a JSON Pointer into `fields`: `/company`, `/tags`, `/data/customerId`.
    package var field: String
    package var targetType: TypeID
    package var target: Target

    package init(field: String, targetType: TypeID, target: Target) {
        self.field = field
        self.targetType = targetType
        self.target = target
    }
}

/// What the store wrote for one mutation: the record as stored (as it was last, for a deletion) and its change with its sequence.
package struct Committed: Sendable {
    package var record: Record
    package var change: Change

    package init(record: Record, change: Change) {
        self.record = record
        self.change = change
    }
}

/// Why a store refused.
package enum StoreError: Error, Sendable, Hashable {
    /// A base version moved between load and commit: load again and decide anew.
    case moved
    /// Another record of the organisation and type has the same value: `field` is `externalID`, `id`, or a pointer into `fields`.
    case duplicate(String)
    /// A reference names no record of its target type.
    case missingTarget(RecordReference)
    /// Records still refer to the one to be deleted or moved; the type of one of them, where it is known.
    case referenced(by: TypeID?)
    /// The database is away or too busy. Nothing was written.
    case unavailable(retryAfterSeconds: Int)
    /// The disk is full. Nothing was written.
    case full
    /// The connection broke while the commit was under way: it may or may not have happened.
    case outcomeUnknown
    /// The query costs more than a statement may.
    case tooExpensive
    /// The database answered something that it never should; `reason` is for the log alone.
    case broken(reason: String)
}
