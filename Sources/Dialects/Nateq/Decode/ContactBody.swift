import JSONCore
import Records

extension Nateq {
    /// What a client sends about a contact. Every member may be absent; null means the same; members that the page does not name are
    /// ignored.
    enum ContactBody {
        static let schema: JSON = [
            "type": "object",
            "properties": .object(
                JSONObject(uniqueMembers: ContactField.all.lazy.filter(\.isWritable).map { (key: $0.name, value: schema(of: $0)) })),
            "description": "Fields to update.",
        ]

        static let example: JSON = [
            "country": "France", "doNotContact": false, "email": "ada@example.com", "isAnonymous": false, "isPotentialClient": true,
            "language": "fr", "name": "Ada Lovelace", "phone": "+33123456789", "position": "Director", "source": "website",
            "type": "customer",
        ]

        private static func schema(of field: ContactField) -> JSON {
            var schema: JSONObject
            switch field.shape {
            case .text(let limit), .first(let limit), .externalID(let limit):
                schema = ["type": ["string", "null"], "maxLength": .number(JSONNumber(limit))]
            case .choice(let words): schema = ["type": ["string", "null"], "enum": .array(words.map(JSON.string) + [.null])]
            case .flag: schema = ["type": ["boolean", "null"]]
            case .company, .moment: schema = ["type": ["string", "null"]]
            }
            schema["description"] = .string(field.summary)
            return .object(schema)
        }

        /// What a body that obeys the schema asks for.
        ///
        /// Refuses with ``RecordError/missingTarget(field:type:)`` a `companyId` that cannot be any company's.
        static func edit(_ body: JSON) throws(RecordError) -> Edit {
            var edit = Edit()
            for field in ContactField.all where field.isWritable {
                guard let value = body[field.name], !value.isNull else { continue }
                let isEmpty = value.asString?.isEmpty == true
                switch field.shape {
                case .text, .choice, .flag, .moment: edit.steps.append(isEmpty ? .remove(field.place) : .set(field.place, value))
                case .first: edit.steps.append(.setFirst(field.place, isEmpty ? Optional.none : value))
                case .externalID: edit.externalID = .set(isEmpty ? nil : value.asString)
                case .company:
                    guard !isEmpty else {
                        edit.steps.append(.remove(field.place))
                        continue
                    }
                    guard let company = value.asString.flatMap({ RecordID($0) }) else {
                        throw .missingTarget(field: field.place, type: .company)
                    }
                    edit.steps.append(.set(field.place, .string(company.text)))
                }
            }
            return edit
        }

        /// A new contact; its type is `contact` unless another is named.
        static func draft(_ body: JSON) throws(RecordError) -> Draft {
            var edit = try edit(body)
            if body["type"]?.asString == nil { edit.steps.append(.set(JSONPointer(["kind"]), "contact")) }
            var externalID: String?
            if case .set(let text) = edit.externalID { externalID = text }
            edit.externalID = .keep
            return Draft(type: .contact, externalID: externalID, edit: edit)
        }
    }
}
