package import JSONCore
package import Records

/// Which fields of which types stand in the columns `index1`… of table `record`, as their types declare.
///
/// A declared field's text is kept a second time, in a column of its own, and the index is on the column. An index on an expression over
/// `fields` would be rewritten by every update of any field (measured: 2.4 times the CPU and 2.5 times the bytes written per commit); a
/// column's index is touched only when that field changes.
package struct IndexedFields: Sendable {
    /// One declared field and its column.
    package struct Entry: Sendable, Hashable {
        /// Nil stands for every customer-defined type.
        package let type: TypeID?
        /// 1…``columnCount``
        package let column: Int
        /// The field, as a pointer into `fields`.
        package let field: JSONPointer
        package let isUnique: Bool
        /// Whether the column holds the text with ASCII letters in lower case.
        package let ignoresCase: Bool

        /// The column's name: `index1`…
        package var columnName: String { "index\(column)" }
    }

    /// The columns that table `record` has for indexed fields.
    package static let columnCount = 4
    /// The field of customer-defined types that is indexed: the person a record belongs to.
    package static let customField = JSONPointer([DefinedType.contact])

    /// Every declared field of every type, by type and column.
    package let entries: [Entry]
    private let byType: [TypeID: [Entry]]
    private let ofCustomTypes: [Entry]

    /// Numbers the declared fields of each type. Nil when a type declares more than ``columnCount``.
    package init?(_ types: [RecordType]) {
        var byType: [TypeID: [Entry]] = [:]
        for type in types {
            guard type.indexes.count <= Self.columnCount else { return nil }
            byType[type.id] = zip(1..., type.indexes).map { column, index in
                Entry(type: type.id, column: column, field: index.field, isUnique: index.isUnique, ignoresCase: index.ignoresCase)
            }
        }
        self.byType = byType
        ofCustomTypes = [Entry(type: nil, column: 1, field: Self.customField, isUnique: false, ignoresCase: false)]
        entries = types.flatMap { byType[$0.id] ?? [] } + ofCustomTypes
    }

    /// The indexed fields of a type, by column.
    package subscript(_ type: TypeID) -> [Entry] { byType[type] ?? ofCustomTypes }

    /// The column that holds this field in all of the types; nil when one of them does not have it there.
    package func entry(for field: JSONPointer, in types: [TypeID]) -> Entry? {
        guard let first = types.first, let entry = self[first].first(where: { $0.field == field }) else { return nil }
        for type in types.dropFirst() {
            guard let other = self[type].first(where: { $0.field == field }), other.column == entry.column,
                other.ignoresCase == entry.ignoresCase
            else { return nil }
        }
        return entry
    }

    /// What a record's column for the field holds: its text, or nothing when it is missing or no text.
    package static func key(_ entry: Entry, of fields: JSONObject) -> String? {
        guard let text = fields.value(at: entry.field)?.asString else { return nil }
        return entry.ignoresCase ? ASCII.lowercased(text) : text
    }

    /// Whether a change of this kind and these edits may have altered the field.
    package static func isTouched(_ entry: Entry, by change: Change) -> Bool {
        change.edits.contains { edit in
            guard edit.path.tokens.first == "fields" else { return false }
            let place = JSONPointer(Array(edit.path.tokens.dropFirst()))
            return place.isPrefix(of: entry.field) || entry.field.isPrefix(of: place)
        }
    }
}
