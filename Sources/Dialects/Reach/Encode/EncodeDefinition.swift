import Access
import Endpoints
import JSONCore
import JSONSchema
import Records

extension JSONWriter {
    /// A schema definition with every field in both spellings where there are two.
    mutating func definition(_ record: Record, in catalogue: TypeCatalogue, for principal: Principal) {
        let platform = (principal.platform ?? record.organisation).text
        let name = record["key"]?.asString ?? ""
        let references = JSON.array(catalogue.referenceSchemas(of: record))
        beginObject()
        member("id", .string(record.id.text))
        member("platform_id", "platformId", .string(platform))
        member("name", .string(name))
        member("plural_name", "pluralName", record["pluralName"] ?? .string(name))
        member("description", record["description"])
        member("category", record["category"] ?? "custom_schema")
        member("version_number", "versionNumber", .number(JSONNumber(Int(record.version))))
        member("reference_schemas", "referenceSchemas", references)
        member("schema", record["schema"])
        member("assertsFormat", record["assertsFormat"] ?? false)
        member("external_id_field", "externalIdField", record["externalIDField"])
        member("created_at", "createdAt", .string(record.createdAt.text(.milliseconds)))
        member("updated_at", "updatedAt", .string(record.updatedAt.text(.milliseconds)))
        member("fieldsToExpose", record["exposure"]?["fieldsToExpose"] ?? [])
        member("exposeNameJsonPath", record["exposure"]?["exposeNameJsonPath"])
        endObject()
    }

    /// A member; nothing when there is no value.
    private mutating func member(_ name: StaticString, _ value: JSON?) {
        guard let value else { return }
        key(name)
        self.value(value)
    }

    private mutating func member(_ name: StaticString, _ otherName: StaticString, _ value: JSON?) {
        member(name, value)
        member(otherName, value)
    }
}

extension TypeCatalogue {
    /// The names of the schemas that the definition's `$ref`s lead to, each once.
    fileprivate func referenceSchemas(of definition: Record) -> [JSON] {
        var names: [JSON] = []
        for rule in self[TypeID(definition: definition.id)]?.references ?? [] where rule.naming == .externalID {
            let name = JSON.string(rule.target == .contact ? DefaultCustomers.name : self[rule.target]?.name ?? rule.target.text)
            if !names.contains(name) { names.append(name) }
        }
        return names
    }
}
