import Endpoints
import HTTPTypes
import JSONCore
import Records

extension Nateq {
    /// A contact as the page shows it: texts that have no value are left out, flags and lists are always there.
    enum ContactAnswer {
        /// One contact with its company, tags and latest activities.
        static func reply(_ status: HTTPResponse.Status, _ message: StaticString, _ contact: Record, _ call: Call) async throws -> Reply {
            let (related, changes) = try await surroundings(of: contact, call)
            return Envelope.reply(status, message, capacity: 1024 + 512 * changes.count) { writer in
                write(contact, related, changes: changes, to: &writer)
            }
        }

        /// A write has been committed by now, so the history holds it. The reads run side by side, and only those that bring something.
        private static func surroundings(of contact: Record, _ call: Call) async throws -> (Related, [Change]) {
            guard contact["company"] != nil || contact["tags"] != nil else {
                return (Related(), try await call.records.history(of: contact.id, limit: Activities.limit))
            }
            async let related = call.related(to: [contact])
            let changes = try await call.records.history(of: contact.id, limit: Activities.limit)
            return (try await related, changes)
        }

        /// The contact; without `changes` it has no `activities`.
        static func write(_ contact: Record, _ related: Related, changes: [Change]?, to writer: inout JSONWriter) {
            writer.beginObject()
            writer.key("id")
            writer.string(contact.id)
            writer.key("organizationId")
            writer.string(contact.organisation.identifier)
            for field in ContactField.all { field.write(contact, to: &writer) }
            if let company = related.company(of: contact) { write(company: company, to: &writer) }
            writer.key("tags")
            writer.beginArray()
            for tag in related.tags(of: contact) { write(tag: tag, to: &writer) }
            writer.endArray()
            writer.key("createdAt")
            writer.string(contact.createdAt, .milliseconds)
            writer.key("updatedAt")
            writer.string(contact.updatedAt, .milliseconds)
            if let changes {
                writer.key("activities")
                Activities.write(changes, to: &writer)
            }
            writer.endObject()
        }

        private static func write(company: Record, to writer: inout JSONWriter) {
            writer.text("companyName", company["name"])
            writer.key("company")
            writer.beginObject()
            writer.key("id")
            writer.string(company.id)
            writer.text("name", company["name"])
            writer.text("domain", company["domain"])
            writer.endObject()
        }

        private static func write(tag: Record, to writer: inout JSONWriter) {
            writer.beginObject()
            writer.key("id")
            writer.string(tag.id)
            writer.text("name", tag["name"])
            writer.text("displayName", tag["displayName"])
            writer.text("color", tag["color"])
            writer.key("organizationId")
            writer.string(tag.organisation.identifier)
            writer.key("createdAt")
            writer.string(tag.createdAt, .milliseconds)
            writer.key("updatedAt")
            writer.string(tag.updatedAt, .milliseconds)
            writer.endObject()
        }
    }
}

extension Nateq.ContactField {
    /// Writes the member, unless it is a text that the contact does not have.
    func write(_ contact: Record, to writer: inout JSONWriter) {
        switch shape {
        case .text, .choice, .company: writer.text(key, contact[field])
        case .first: writer.text(key, contact[field]?[0])
        case .externalID: writer.text(key, contact.externalID.map(JSON.string))
        case .moment: writer.text(key, contact[field]?.asString.flatMap { Timestamp($0) }.map { .string($0.text(.milliseconds)) })
        case .flag:
            writer.key(key)
            writer.bool(contact[field]?.asBool ?? false)
        }
    }
}

extension JSONWriter {
    /// A member with a text; nothing when there is none.
    mutating func text(_ name: StaticString, _ value: JSON?) {
        guard case .string(let text) = value else { return }
        key(name)
        string(text)
    }
}
