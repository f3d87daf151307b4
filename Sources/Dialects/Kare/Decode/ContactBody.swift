import Endpoints
import JSONCore
import Records

extension Kare {
    /// What a client sends about contacts. Members that no page names are ignored.
    enum ContactBody {
        /// JSON Schema of an update: `notify` always, everything else when it is to change.
        static let update: JSON = ["type": "object", "properties": properties, "required": ["notify"]]

        /// JSON Schema of a creation: any number of contacts, all or none of which are made.
        static let creation: JSON = [
            "type": "array", "maxItems": .number(JSONNumber(Limits.bulkRecords)),
            "items": ["type": "object", "properties": properties, "required": ["name", "notify"]],
        ]

        static let example: JSON = [
            "notify": true, "name": "Company Contact Name", "email": "example@email.com", "phones": ["phone1", "phone2"],
            "comment": "Company contact comment",
        ]

        private static let properties: JSON = [
            "notify": [
                "type": "boolean", "description": "Indicates whether the company contact should be notified.", "examples": [true],
            ],
            "name": textSchema("Name of the company contact.", atMost: 250, example: "Company Contact Name"),
            "email": emailSchema("Email of the company contact.", orNull: true),
            "phones": phonesSchema("Phones of the company contact."),
            "comment": textSchema("Comment on the company contact.", atMost: 2500, orNull: true, example: "Company contact comment"),
        ]

        private static let texts = [("name", Field.name), ("email", Field.email), ("comment", Field.comment)]

        /// What a body that obeys the schema asks for: an absent member stays, null clears, `phones` replaces the whole list.
        static func edit(_ body: JSON) -> Edit {
            var steps: [Edit.Step] = []
            steps.reserveCapacity(5)
            for (name, place) in texts {
                guard let value = body[name] else { continue }
                steps.append(value.isNull ? .remove(place) : .set(place, value))
            }
            if let phones = body["phones"] {
                // No phones and no list of phones are one state, so that setting an empty list twice changes nothing.
                steps.append(phones.asArray?.isEmpty == true ? .remove(Field.phones) : .set(Field.phones, phones))
            }
            if let notify = body["notify"]?.asBool { steps.append(.schedule(Field.notifyAt, notify)) }
            return Edit(steps)
        }

        /// A new contact of `company`.
        static func draft(_ element: JSON, of company: Record) -> Draft {
            var edit = edit(element)
            edit.steps.append(.set(Field.company, .string(company.id.text)))
            return Draft(type: .contact, edit: edit)
        }
    }
}
