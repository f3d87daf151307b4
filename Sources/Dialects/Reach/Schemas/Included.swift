import Access
import Endpoints
import JSONCore
import JSONSchema
import Records

extension ResourceSchema {
    /// The references that `include=<field>[,<field>]` names; fields inside objects as `outer.inner`.
    ///
    /// Refuses a name that is no reference of the schema with ``RequestError/invalidParameter(_:name:rule:)``.
    func references(named include: String?) throws(RequestError) -> [ReferenceRule] {
        guard let include, !include.isEmpty else { return [] }
        let own = definition?.references.filter { $0.naming == .externalID } ?? []
        var rules: [ReferenceRule] = []
        for name in include.split(separator: ",") {
            // The first token is the member `data` of the stored fields.
            guard let rule = own.first(where: { $0.field.tokens.dropFirst().joined(separator: ".") == name }) else {
                throw .invalidParameter(.query, name: "include", rule: "must name fields that refer to other resources")
            }
            rules.append(rule)
        }
        return rules
    }
}

extension Call {
    /// A resource that a reference names.
    private struct Target: Hashable {
        let type: TypeID
        let externalID: String

        static func == (left: Target, right: Target) -> Bool {
            left.type == right.type && left.externalID.hasSameBytes(as: right.externalID)
        }

        func hash(into hasher: inout Hasher) { externalID.hashBytes(into: &hasher) }
    }

    /// Names looked up by one query.
    private static let namesPerQuery = 500

    /// The resources that the references of `records` lead to: each once, in the order in which they are first named, those that are gone
    /// left out. Refuses with ``AccessError/insufficientScope(_:)`` where the caller may not read them.
    func included(by references: [ReferenceRule], of records: [Record], _ schema: ResourceSchema) async throws -> [Resource] {
        guard !references.isEmpty else { return [] }
        let catalogue = try await self.records.types()
        var targets: [Target] = []
        var seen: Set<Target> = []
        for record in records {
            let data = JSON.object(schema.data(of: record))
            for rule in references {
                guard let target = catalogue.resources(of: rule.target) else { continue }
                try require(.reading(target.type))
                let value = data.value(at: JSONPointer(Array(rule.field.tokens.dropFirst())))
                for name in value?.asArray ?? value.map({ [$0] }) ?? [] {
                    guard let externalID = name.asString else { continue }
                    let target = Target(type: target.type, externalID: externalID)
                    if seen.insert(target).inserted { targets.append(target) }
                }
            }
        }
        var found: [Target: Resource] = [:]
        for (type, names) in Dictionary(grouping: targets, by: \.type) {
            guard let schema = catalogue.resources(of: type) else { continue }
            var rest = names[...]
            while !rest.isEmpty {
                let some = rest.prefix(Self.namesPerQuery)
                rest = rest.dropFirst(some.count)
                let query = Query(types: [type], filter: .oneOf(.externalID, some.map { .text($0.externalID) }), limit: some.count)
                for record in try await self.records.page(query).records {
                    guard let externalID = record.externalID else { continue }
                    found[Target(type: type, externalID: externalID)] = Resource(record: record, schema: schema)
                }
            }
        }
        return targets.compactMap { found[$0] }
    }
}
