import JSONCore
import JSONSchema

/// When, by whom and for whom a decision is made: all that it takes from the outside world.
package struct Stamp: Sendable {
    package let organisation: OrganisationID
    package let author: Author
    package let now: Timestamp

    package init(organisation: OrganisationID, author: Author, now: Timestamp) {
        self.organisation = organisation
        self.author = author
        self.now = now
    }
}

/// The pure heart of the engine: what is stored and what is asked make a mutation, or a refusal, or nothing.
enum Decide {
    /// A new record from `draft`; with `end`, the deletion of its predecessor, a restored one whose versions go on from there.
    static func creation(_ draft: Draft, of type: RecordType, after end: Change? = nil, _ stamp: Stamp) throws(RecordError) -> Mutation {
        var fields = JSONObject()
        fields.apply(draft.edit.steps, at: stamp.now)
        for (name, value) in type.defaults where fields[name] == nil { fields[name] = value }
        derive(from: [:], into: &fields, type)
        try check(fields, type)
        let record = Record(
            organisation: stamp.organisation, type: type.id, id: draft.id ?? RecordID(at: stamp.now), number: 0,
            externalID: draft.externalID,
            version: (end?.version ?? 0) + 1, createdAt: stamp.now, updatedAt: stamp.now, fields: fields)
        var edits = Differences.between([:], fields)
        if let externalID = draft.externalID { edits.append(FieldEdit(path: externalIDPlace, old: nil, new: .string(externalID))) }
        return Mutation(
            .insert(record), change: change(of: record, end == nil ? .created : .restored, stamp, edits),
            references: references(of: record, type))
    }

    /// `record` changed by `edit`, as a record of `type` (the one it has, or the one it moves to); nil when nothing differs.
    static func update(_ record: Record, _ edit: Edit, to type: RecordType, _ stamp: Stamp) throws(RecordError) -> Mutation? {
        var next = record
        next.fields.apply(edit.steps, at: stamp.now)
        derive(from: record.fields, into: &next.fields, type)
        if case .set(let externalID) = edit.externalID { next.externalID = externalID }
        next.type = type.id
        var edits = Differences.between(record.fields, next.fields)
        let fieldsDiffer = !edits.isEmpty
        if !equalText(next.externalID, record.externalID) {
            edits.append(FieldEdit(path: externalIDPlace, old: record.externalID.map(JSON.string), new: next.externalID.map(JSON.string)))
        }
        let moves = next.type != record.type
        if moves { edits.append(FieldEdit(path: typePlace, old: .string(record.type.text), new: .string(next.type.text))) }
        guard !edits.isEmpty else { return nil }
        if fieldsDiffer || moves { try check(next.fields, type) }
        next.version = record.version + 1
        next.updatedAt = max(stamp.now, record.updatedAt)
        let action = Mutation.Action.update(next, baseVersion: record.version, baseType: record.type)
        let entry = change(of: next, .updated, stamp, edits)
        if moves { return Mutation(action, change: entry, references: references(of: next, type)) }
        guard type.references.contains(where: { differ(record, next, at: $0.field) }) else {
            return Mutation(action, change: entry, references: nil)
        }
        let (before, held) = (references(of: record, type), references(of: next, type))
        if held == before { return Mutation(action, change: entry, references: nil) }
        let touched = Set(Set(held).symmetricDifference(before).map(\.field))
        return Mutation(action, change: entry, references: held.filter { touched.contains($0.field) }, in: touched)
    }

    /// `record` gone.
    static func deletion(_ record: Record, _ stamp: Stamp) -> Mutation {
        var last = record
        last.version = record.version + 1
        var edits = Differences.between(record.fields, [:])
        if let externalID = record.externalID { edits.append(FieldEdit(path: externalIDPlace, old: .string(externalID), new: nil)) }
        return Mutation(.delete(record), change: change(of: last, .deleted, stamp, edits), references: nil)
    }

    /// Refuses unless the stored record meets the caller's condition.
    static func check(_ precondition: Precondition?, _ record: Record) throws(RecordError) {
        switch precondition {
        case nil: return
        case .versionIn(let versions):
            guard versions.contains(record.version) else { throw .preconditionFailed(current: record.version) }
        case .versionNotIn(let versions):
            guard !versions.contains(record.version) else { throw .preconditionFailed(current: record.version) }
        case .field(let place, let value):
            guard record.fields.value(at: place) == value else { throw .notFound(record.type) }
        }
    }

    private static let externalIDPlace = JSONPointer(["externalID"])
    private static let typePlace = JSONPointer(["type"])

    private static func derive(from before: JSONObject, into after: inout JSONObject, _ type: RecordType) {
        switch type.derivation {
        case .none: return
        case .contactName: ContactName.derive(from: before, into: &after)
        }
    }

    private static func check(_ fields: JSONObject, _ type: RecordType) throws(RecordError) {
        let violations = type.violations(of: fields)
        guard violations.isEmpty else { throw .invalid(violations) }
    }

    private static func change(of record: Record, _ kind: Change.Kind, _ stamp: Stamp, _ edits: [FieldEdit]) -> Change {
        Change(
            organisation: stamp.organisation, record: record.id, type: record.type, version: record.version, kind: kind,
            at: kind == .updated ? record.updatedAt : stamp.now, author: stamp.author, edits: edits)
    }

    /// Every reference that the record holds. A record of one of the organisation's own definitions refers to the definition too, so that
    /// the database keeps it from going first.
    private static func references(of record: Record, _ type: RecordType) -> [RecordReference] {
        var references: [RecordReference] = []
        for rule in type.references {
            guard let value = record.fields.value(at: rule.field) else { continue }
            let names = rule.isMany ? (value.asArray ?? []).compactMap(\.asString) : value.asString.map { [$0] } ?? []
            for name in names {
                references.append(
                    RecordReference(field: rule.fieldText, targetType: rule.target, target: target(name, rule.naming)))
            }
        }
        if let definition = type.definition, definition.organisation == record.organisation {
            references.append(RecordReference(field: "", targetType: .definition, target: .id(definition.id)))
        }
        return references
    }

    /// Whether two states of a record hold different values at a place of their fields.
    private static func differ(_ before: Record, _ after: Record, at field: JSONPointer) -> Bool {
        switch (before.fields.value(at: field), after.fields.value(at: field)) {
        case (nil, nil): false
        case (let before?, let after?): !before.isIdentical(to: after)
        case (nil, _), (_, nil): true
        }
    }

    /// A name that is no UUID names nothing: as an external id it finds no target of that kind and the store refuses it as missing.
    private static func target(_ name: String, _ naming: ReferenceRule.Naming) -> RecordReference.Target {
        switch naming {
        case .id: RecordID(name).map { .id($0) } ?? .id(RecordID(high: 0, low: 0))
        case .externalID: .externalID(name)
        }
    }

    /// Equal as bytes: two spellings of one text are two external ids.
    private static func equalText(_ left: String?, _ right: String?) -> Bool {
        switch (left, right) {
        case (nil, nil): true
        case (let left?, let right?): left.utf8.elementsEqual(right.utf8)
        default: false
        }
    }
}
