import JSONCore
package import Records

/// A mutation with its texts written, which the caller's own thread has done before the write takes its turn.
package struct EncodedMutation: Sendable {
    package let mutation: Mutation
    /// The record's fields as column `fields` holds them; empty for a deletion.
    package let fields: [UInt8]
    /// The change's edits as column `edits` holds them.
    package let edits: [UInt8]
    /// The index columns to write: all of a new or moved record, of an updated one those that its edits touch.
    package let keys: [Key]

    /// An index column and what it is to hold.
    package struct Key: Sendable {
        /// 1…``IndexedFields/columnCount``
        package let column: Int
        package let text: String?
    }

    /// Writes the texts of `mutation`.
    package init(_ mutation: Mutation, indexes: IndexedFields) {
        self.mutation = mutation
        edits = ChangeColumns.bytes(mutation.change.edits)
        switch mutation.action {
        case .insert(let record):
            fields = RecordColumns.bytes(record.fields)
            keys = indexes[record.type].map { Key(column: $0.column, text: IndexedFields.key($0, of: record.fields)) }
        case .update(let record, _, let baseType) where record.type != baseType:
            fields = RecordColumns.bytes(record.fields)
            let entries = indexes[record.type]
            keys = (1...IndexedFields.columnCount).map { column in
                let entry = entries.first { $0.column == column }
                return Key(column: column, text: entry.flatMap { IndexedFields.key($0, of: record.fields) })
            }
        case .update(let record, _, _):
            fields = RecordColumns.bytes(record.fields)
            keys = indexes[record.type].compactMap { entry in
                guard IndexedFields.isTouched(entry, by: mutation.change) else { return nil }
                return Key(column: entry.column, text: IndexedFields.key(entry, of: record.fields))
            }
        case .delete:
            fields = []
            keys = []
        }
    }

    /// Whether the change says that the record's external id differs.
    package var touchesExternalID: Bool { mutation.change.edits.contains { $0.path.tokens == ["externalID"] } }
}
