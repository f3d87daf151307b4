import Access
import Endpoints
import HTTPTypes
import JSONCore
import Records

/// A record with the schema that it shows itself by.
struct Resource: Sendable {
    let record: Record
    let schema: ResourceSchema
}

extension ResourceSchema {
    /// Hands over each member of the record's `data`, in the order of the vendor's page.
    func visitData(of record: Record, _ visit: (String, JSON) -> Void) {
        guard isCustomers else {
            for (name, value) in record["data"]?.asObject ?? [:] { visit(name, value) }
            return
        }
        if let key = externalIDField, let externalID = record.externalID { visit(key, .string(externalID)) }
        let parts = ContactName.parts(of: record.fields)
        for field in CustomerField.all where definition == nil || fields.contains(field.name) && !isKey(field.name) {
            if let value = field.value(in: record, parts: parts) { visit(field.name, value) }
        }
        guard definition != nil, let custom = record["custom"]?.asObject else { return }
        for (name, value) in custom where fields.contains(name) && !isKey(name) && CustomerField.named(name) == nil { visit(name, value) }
    }
}

extension JSONWriter {
    /// The envelope of every answer: what happened, and under `data` what `write` writes.
    static func envelope(_ message: StaticString, _ write: (inout JSONWriter) -> Void) -> [UInt8] {
        var writer = JSONWriter(capacity: 2048)
        writer.beginObject()
        writer.key("success")
        writer.bool(true)
        writer.key("message")
        writer.string(message.description)
        writer.key("data")
        write(&writer)
        writer.endObject()
        return writer.bytes
    }

    /// A resource with every field of its envelope in both spellings.
    mutating func resource(_ resource: Resource, for principal: Principal) {
        let record = resource.record
        let platform = (principal.platform ?? record.organisation).text
        let business = record.organisation.text
        let externalID = record.externalID ?? ""
        let createdAt = record.createdAt.text(.milliseconds)
        let updatedAt = record.updatedAt.text(.milliseconds)
        beginObject()
        key("id")
        string(record.id.text)
        key("schema_definition_id")
        string(resource.schema.definitionID)
        key("schemaDefinitionId")
        string(resource.schema.definitionID)
        key("platform_id")
        string(platform)
        key("platformId")
        string(platform)
        key("business_id")
        string(business)
        key("businessId")
        string(business)
        key("resource_external_id")
        string(externalID)
        key("resourceExternalId")
        string(externalID)
        key("created_at")
        string(createdAt)
        key("createdAt")
        string(createdAt)
        key("updated_at")
        string(updatedAt)
        key("updatedAt")
        string(updatedAt)
        key("data")
        beginObject()
        resource.schema.visitData(of: record) { name, value in
            key(name)
            self.value(value)
        }
        endObject()
        endObject()
    }

    /// Resources in order.
    mutating func resources(_ resources: [Resource], for principal: Principal) {
        beginArray()
        for resource in resources { self.resource(resource, for: principal) }
        endArray()
    }
}

extension Reply {
    /// `data` is the resource itself: the answer to an upload.
    static func resource(_ message: StaticString, _ resource: Resource, for principal: Principal) -> Reply {
        .json(.ok, JSONWriter.envelope(message) { $0.resource(resource, for: principal) })
    }

    /// `data` is `{result, included}`.
    static func resource(_ message: StaticString, _ resource: Resource, including included: [Resource], for principal: Principal) -> Reply {
        .json(
            .ok,
            JSONWriter.envelope(message) { writer in
                writer.beginObject()
                writer.key("result")
                writer.resource(resource, for: principal)
                writer.key("included")
                writer.resources(included, for: principal)
                writer.endObject()
            })
    }

    /// `data` is `{results, included, pagination}`; the cursor is there while more follows.
    static func resources(_ page: Page, of schema: ResourceSchema, including included: [Resource], for principal: Principal) -> Reply {
        .json(
            .ok,
            JSONWriter.envelope("The resources were read.") { writer in
                writer.beginObject()
                writer.key("results")
                writer.resources(page.records.map { Resource(record: $0, schema: schema) }, for: principal)
                writer.key("included")
                writer.resources(included, for: principal)
                writer.key("pagination")
                writer.beginObject()
                writer.key("hasNextPage")
                writer.bool(page.hasMore)
                writer.key("total")
                writer.number(page.total ?? page.records.count)
                if page.hasMore, let last = page.records.last {
                    writer.key("cursor")
                    writer.string(last.id)
                }
                writer.endObject()
                writer.endObject()
            })
    }
}
