extension JSON {
    /// The value after a merge patch, RFC 7396: the patch's members replace, `null` removes, objects merge member by member.
    ///
    /// A patch that is not an object is the result itself. Members keep their order and new ones follow in the patch's order. Takes time
    /// in the size of both objects, and nests no deeper than the deeper of the two.
    package func merged(with patch: JSON) -> JSON {
        guard case .object(let changes) = patch else { return patch }
        let target = asObject ?? JSONObject()
        var members: ContiguousArray<JSONObject.Element> = []
        members.reserveCapacity(target.count + changes.count)
        for (key, value) in target {
            switch changes[key] {
            case nil: members.append((key: key, value: value))
            case .some(.null): break
            case .some(let change): members.append((key: key, value: value.merged(with: change)))
            }
        }
        for (key, change) in changes where !change.isNull && !target.contains(key) {
            // Merging into nothing still drops the patch's own nulls.
            members.append((key: key, value: JSON.null.merged(with: change)))
        }
        return .object(JSONObject(uniqueMembers: members))
    }
}
