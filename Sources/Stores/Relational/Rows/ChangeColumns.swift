import JSONCore
package import Records

/// The columns of table `change` as a change is read from them.
package enum ChangeColumns {
    /// What every statement that reads changes selects, in this order; the organisation is known.
    package static let list =
        "sequence, record, type, version, kind, at, actor_kind, actor_id, actor_name, on_behalf_of, source, request_id, edits"

    /// The JSON text that column `edits` holds: `[{"path": ["fields", …], "old": …, "new": …}]`, where an absent value has no member.
    package static func bytes(_ edits: [FieldEdit]) -> [UInt8] {
        var writer = JSONWriter(capacity: 512)
        writer.beginArray()
        for edit in edits {
            writer.beginObject()
            writer.key("path")
            writer.beginArray()
            for token in edit.path.tokens { writer.string(token) }
            writer.endArray()
            if let old = edit.old {
                writer.key("old")
                writer.value(old)
            }
            if let new = edit.new {
                writer.key("new")
                writer.value(new)
            }
            writer.endObject()
        }
        writer.endArray()
        return writer.bytes
    }

    /// The edits that the column's text holds; nil when it is none that ``bytes(_:)`` writes, and so damaged.
    package static func edits(_ bytes: UnsafeRawBufferPointer) -> [FieldEdit]? {
        guard case .array(let elements)? = try? JSON.parse(bytes, limits: .stored) else { return nil }
        var edits: [FieldEdit] = []
        edits.reserveCapacity(elements.count)
        for element in elements {
            guard case .array(let tokens)? = element["path"] else { return nil }
            edits.append(FieldEdit(path: JSONPointer(tokens.compactMap(\.asString)), old: element["old"], new: element["new"]))
        }
        return edits
    }
}
