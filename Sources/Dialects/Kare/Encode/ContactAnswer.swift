import Endpoints
import HTTPTypes
import JSONCore
import Records

extension Kare {
    /// A contact as the page "Update a contact" shows it, every member always there.
    enum ContactAnswer {
        static let schema = answerObject(members)

        /// JSON Schema of an item of the list, with the parts that `extend` adds.
        static let itemSchema = answerObject(members, optional: [("company", CompanyAnswer.briefSchema), ("actions", actionsSchema)])

        /// JSON Schema of a contact inside its company.
        static let briefSchema = answerObject(briefMembers)

        static let example: JSON = [
            "id": 1, "name": "Company Contact Name", "email": "example@email.com", "phones": ["phone1", "phone2"],
            "comment": "Company contact comment", "companyId": 1, "notifyAt": "2024-12-05T14:56:23.000Z",
            "updatedAt": "2024-12-05T14:56:23.000Z", "createdAt": "2024-01-15T08:45:00.000Z",
        ]

        private static let briefMembers: [Member] = [
            ("id", identifierSchema("Unique identifier of the company contact.")),
            ("name", answerText("Name of the company contact.")),
            ("email", answerText("Email of the company contact.", orNull: true)),
            ("phones", answerPhones("Phones of the company contact.")),
            ("comment", answerText("Comment on the company contact.", orNull: true)),
            ("notifyAt", answerDate("Date of the next notification of the company contact; null when none is due.", orNull: true)),
        ]

        private static let members: [Member] =
            briefMembers + [
                ("companyId", identifierSchema("Identifier of the associated company.")),
                ("updatedAt", answerDate("Date of the last update of the company contact.")),
                ("createdAt", answerDate("Date of company contact creation.")),
            ]

        /// The contact alone, as the answer to a request for one.
        static func reply(_ contact: Record, companyID: Int64) -> Reply {
            var writer = JSONWriter(capacity: 512)
            writer.beginObject()
            write(contact, companyID: companyID, to: &writer)
            writer.endObject()
            return .json(.ok, writer.bytes)
        }

        /// The members of a contact of the company that Kare numbers `companyID`.
        static func write(_ contact: Record, companyID: Int64, to writer: inout JSONWriter) {
            writeBrief(contact, to: &writer)
            writer.key("companyId")
            writer.number(Int(companyID))
            writer.moment("updatedAt", contact.updatedAt)
            writer.moment("createdAt", contact.createdAt)
        }

        /// The members that a contact shows inside its company.
        static func writeBrief(_ contact: Record, to writer: inout JSONWriter) {
            writer.identifier("id", of: contact)
            writer.member("name", contact["name"] ?? "")
            writer.member("email", contact["email"])
            writer.list("phones", contact["phones"])
            writer.member("comment", contact["comment"])
            writer.moment("notifyAt", contact["notifyAt"])
        }
    }
}
