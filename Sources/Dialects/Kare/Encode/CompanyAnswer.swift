import Endpoints
import HTTPTypes
import JSONCore
import Records

extension Kare {
    /// A company, in the three shapes in which Kare's pages show one.
    enum CompanyAnswer {
        /// JSON Schema of what creating and updating answer.
        static let recordSchema = answerObject([
            id, name, kind, location, comment, ("organizationId", identifierSchema("Identifier of the organization.")), archivedAt,
            ("updatedAt", answerDate("Date of the last update of the company.")), createdAt,
        ])

        /// JSON Schema of an item of the list.
        static let itemSchema = answerObject(members)

        /// JSON Schema of one company with all that is known of it.
        static let fullSchema = answerObject(
            members + [("updatableFields", answerObject(updatableFields.map { ($0.key.description, answerFlag) }))])

        /// JSON Schema of the company inside one of its contacts.
        static let briefSchema = answerObject([id, name, kind, location, archivedAt, createdAt])

        static let recordExample: JSON = [
            "id": 1, "name": "Company Name", "type": 1, "location": "Company location", "comment": "Company comment", "organizationId": 1,
            "archivedAt": nil, "updatedAt": "2024-12-05T14:56:23.000Z", "createdAt": "2024-01-15T08:45:00.000Z",
        ]

        private static let id: Member = ("id", identifierSchema("Unique identifier of the company."))
        private static let name: Member = ("name", answerText("Name of the company."))
        private static let kind: Member = (
            "type", ["type": ["integer", "null"], "enum": [1, 2, 3, nil], "description": "Kind of the company; null when it has none."]
        )
        private static let location: Member = ("location", answerText("Location of the company.", orNull: true))
        private static let comment: Member = ("comment", answerText("Comment on the company.", orNull: true))
        private static let archivedAt: Member = ("archivedAt", answerDate("Since when the company is archived.", orNull: true))
        private static let createdAt: Member = ("createdAt", answerDate("Date of company creation."))

        private static let members: [Member] = [
            id, name, comment, location, kind, archivedAt,
            ("email", answerText("Email of the company.", orNull: true)),
            ("phones", answerPhones("Phones of the company.")),
            ("primaryContactId", ["type": "null", "description": "Kith marks no contact as the primary one."]),
            ("technicalInstallations", answerNone("Kith keeps no technical installations.")),
            ("labels", answerNone("Kith keeps no labels.")),
            ("actions", actionsSchema),
            (
                "contacts",
                [
                    "type": "array", "items": ContactAnswer.briefSchema,
                    "description": "The first contacts by id, as many as subPageSize says.",
                ]
            ),
            ("establishmentIds", answerNone("Kith keeps no establishments.")),
            createdAt,
        ]

        /// What an update of a company can change, and what Kith does not keep.
        private static let updatableFields: [(key: StaticString, isKept: Bool)] = [
            ("name", true), ("type", true), ("location", true), ("comment", true), ("email", true), ("phones", true),
            ("establishmentIds", false), ("labelIds", false), ("technicalInstallationIds", false),
        ]

        // MARK: - Writing

        /// What creating and updating answer.
        static func recordReply(_ status: HTTPResponse.Status, _ company: Record) -> Reply {
            var writer = JSONWriter(capacity: 512)
            writer.beginObject()
            writeBrief(company, to: &writer)
            writer.member("comment", company["comment"])
            writer.key("organizationId")
            writer.number(number(of: company.organisation))
            writer.moment("updatedAt", company.updatedAt)
            writer.endObject()
            return .json(status, writer.bytes)
        }

        /// One company with all that is known of it.
        static func reply(_ company: Record, contacts: [Record], canWrite: Bool) -> Reply {
            let isWritable = canWrite && !isArchived(company)
            var writer = JSONWriter(capacity: 1024 + 256 * contacts.count)
            writer.beginObject()
            write(company, contacts: contacts, canWrite: canWrite, to: &writer)
            writer.key("updatableFields")
            writer.beginObject()
            for field in updatableFields { writer.flag(field.key, field.isKept && isWritable) }
            writer.endObject()
            writer.endObject()
            return .json(.ok, writer.bytes)
        }

        /// The members of an item of the list.
        static func write(_ company: Record, contacts: [Record], canWrite: Bool, to writer: inout JSONWriter) {
            writeBrief(company, to: &writer)
            writer.member("comment", company["comment"])
            writer.member("email", company["email"])
            writer.list("phones", company["phones"])
            writer.member("primaryContactId", nil)
            writer.list("technicalInstallations", nil)
            writer.list("labels", nil)
            writer.actions(updating: canWrite && !isArchived(company), deleting: false)
            writer.key("contacts")
            writer.beginArray()
            for contact in contacts {
                writer.beginObject()
                ContactAnswer.writeBrief(contact, to: &writer)
                writer.endObject()
            }
            writer.endArray()
            writer.list("establishmentIds", nil)
        }

        /// The members that a company shows inside one of its contacts.
        static func writeBrief(_ company: Record, to writer: inout JSONWriter) {
            writer.identifier("id", of: company)
            writer.member("name", company["name"])
            writer.member("type", company["kind"])
            writer.member("location", company["location"])
            writer.moment("archivedAt", company["archivedAt"])
            writer.moment("createdAt", company.createdAt)
        }
    }

    /// Whether a company can be read and no longer written.
    static func isArchived(_ company: Record) -> Bool { company["archivedAt"] != nil }
}
