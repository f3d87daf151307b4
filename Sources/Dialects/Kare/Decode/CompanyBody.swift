import JSONCore
import Records

extension Kare {
    /// What a client sends about a company. Members that no page names are ignored.
    enum CompanyBody {
        /// JSON Schema of a creation.
        static let creation: JSON = ["type": "object", "properties": properties, "required": ["name", "type", "email"]]

        /// JSON Schema of an update: the same members, none required.
        static let update: JSON = ["type": "object", "properties": properties]

        static let example: JSON = [
            "name": "Company Name", "type": 1, "email": "example@email.com", "phones": ["phone1", "phone2"], "comment": "Company comment",
            "location": "Company location",
        ]

        private static let properties: JSON = [
            "name": textSchema("Name of the company.", atMost: 250, example: "Company Name"),
            "type": ["type": "integer", "enum": [1, 2, 3], "description": "Kind of the company.", "examples": [1]],
            "email": emailSchema("Email of the company."),
            "phones": phonesSchema("Phones of the company."),
            "comment": textSchema("Comment on the company.", atMost: 2500, orNull: true, example: "Company comment"),
            "location": textSchema("Location of the company.", atMost: 250, orNull: true, example: "Company location"),
            "establishmentIds": linkSchema("establishments"),
            "technicalInstallationIds": linkSchema("technical installations"),
            "labelIds": linkSchema("labels"),
        ]

        /// Kith keeps none of these, and a link that would silently be lost is refused.
        private static func linkSchema(_ what: String) -> JSON {
            [
                "type": "array", "items": ["type": "integer"], "maxItems": 0,
                "description": .string("Kith keeps no \(what): the list must be empty."),
            ]
        }

        private static let texts = [
            ("name", Field.name), ("email", Field.email), ("comment", Field.comment), ("location", Field.location),
        ]

        /// What a body that obeys the schema asks for: an absent member stays, null clears.
        static func edit(_ body: JSON) -> Edit {
            var steps: [Edit.Step] = []
            for (name, place) in texts {
                guard let value = body[name] else { continue }
                steps.append(value.isNull ? .remove(place) : .set(place, value))
            }
            if let kind = body["type"]?.asInt { steps.append(.set(Field.kind, .number(JSONNumber(kind)))) }
            if let phones = body["phones"] {
                steps.append(phones.asArray?.isEmpty == true ? .remove(Field.phones) : .set(Field.phones, phones))
            }
            return Edit(steps)
        }
    }
}
