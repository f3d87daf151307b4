import JSONCore

extension Program {
    /// The places of an instance where external references apply, in the order they are met from the root.
    ///
    /// A schema that contains itself has places without end; those up to a depth of ``InstanceStep``s, and a number of subschemas looked
    /// at, are found.
    func externalReferences(to targets: [SubschemaID: (uri: String, place: JSONPointer)]) -> [ExternalReferenceUse] {
        if targets.isEmpty { return [] }
        let maximumPathLength = 8
        var remaining = 20_000
        var uses: [ExternalReferenceUse] = []
        var seen: Set<Visit> = [Visit(subschema: root, path: [])]
        var pending = [Visit(subschema: root, path: [])]
        var next = 0
        while next < pending.count, remaining > 0 {
            let (id, path) = (pending[next].subschema, pending[next].path)
            next += 1
            remaining -= 1
            if let target = targets[id] { uses.append(ExternalReferenceUse(uri: target.uri, schema: target.place, path: path)) }
            for application in constraints(of: id.index).flatMap({ $0.applications(in: self) }) {
                let visit = Visit(subschema: application.subschema, path: path + (application.step.map { [$0] } ?? []))
                if visit.path.count <= maximumPathLength && seen.insert(visit).inserted { pending.append(visit) }
            }
        }
        return uses
    }
}

/// A subschema met on a path.
private struct Visit: Hashable {
    let subschema: SubschemaID
    let path: [InstanceStep]
}
