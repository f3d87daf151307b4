import JSONCore
import JSONSchema
import Records

extension ResourceSchema {
    /// How a contact would break the platform's own definition of customers once `data` is written; nil stands for a contact to be made.
    ///
    /// A contact may predate the definition or come through another API, so what it lacked before is held against a change only where
    /// the change names the field.
    func violations(writing data: JSONObject, to contact: Record?, named externalID: String) -> [Violation] {
        guard let schema = definition?.dataSchema else { return [] }
        let before = contact.map { self.data(of: $0) }
        var after = before ?? [:]
        for (name, value) in data { after[name] = value.isNull ? JSON?.none : value }
        if let key = externalIDField, !after.contains(key) { after[key] = .string(externalID) }
        let violations = schema.validate(.object(after))
        guard !violations.isEmpty, let before else { return violations.map { $0.inData } }
        let old = Set(schema.validate(.object(before)))
        return violations.filter { violation in
            !old.contains(violation) || violation.field.map { data.contains($0) } ?? false
        }.map { $0.inData }
    }

    /// The resource's `data`, as the API shows it.
    func data(of record: Record) -> JSONObject {
        guard isCustomers else { return record["data"]?.asObject ?? [:] }
        var members: ContiguousArray<JSONObject.Element> = []
        visitData(of: record) { members.append((key: $0, value: $1)) }
        return JSONObject(uniqueMembers: members)
    }
}

extension Violation {
    /// The member of the instance that the violation is about.
    fileprivate var field: String? {
        if let first = instance.tokens.first { return first }
        return limit?.asString
    }

    /// The violation as seen from the body, whose member `data` holds the instance.
    fileprivate var inData: Violation {
        Violation(instance: JSONPointer(["data"] + instance.tokens), keyword: keyword, schema: schema, limit: limit, message: message)
    }
}
