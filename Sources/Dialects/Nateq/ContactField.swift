import JSONCore

extension Nateq {
    /// A member of Nateq's contact and the place in the record that it stands for. Request schema, decoding, encoding, activities and the
    /// fields in errors all go by ``all``.
    struct ContactField: Sendable {
        /// What the member holds.
        enum Shape: Sendable {
            /// A text of at most so many characters. The empty one clears the field.
            case text(atMost: Int)
            /// One of these words.
            case choice([String])
            case flag
            /// The first of the record's texts, of at most so many characters. The empty one takes it away.
            case first(atMost: Int)
            /// The id of the company. The empty one unlinks it.
            case company
            /// The record's own external id, of at most so many characters. The empty one clears it.
            case externalID(atMost: Int)
            /// A moment, which only a channel writes.
            case moment
        }

        let key: StaticString
        let name: String
        /// The member of the record's `fields`; of no meaning for the external id.
        let field: String
        let place: JSONPointer
        let shape: Shape
        let isWritable: Bool
        let summary: String

        init(_ key: StaticString, _ shape: Shape, in field: String? = nil, isWritable: Bool = true, _ summary: String) {
            self.key = key
            self.name = key.description
            self.field = field ?? key.description
            self.place = JSONPointer([field ?? key.description])
            self.shape = shape
            self.isWritable = isWritable
            self.summary = summary
        }

        /// In the order of the page. Limits that the page does not state (65,536) are the record's own.
        static let all: [ContactField] = [
            ContactField("avatar", .text(atMost: 65_536), "Address of a picture."),
            ContactField("channelData", .text(atMost: 65_536), "Whatever the channel keeps about the contact."),
            ContactField("companyId", .company, in: "company", "Id of the contact's company; empty to unlink it."),
            ContactField("country", .text(atMost: 100), "Country."),
            ContactField("doNotContact", .flag, "Whether the contact is left out of broadcasts."),
            ContactField("email", .text(atMost: 255), "Email address."),
            ContactField("externalId", .externalID(atMost: 255), "Your own id for the contact, which no two contacts share."),
            ContactField("isAnonymous", .flag, "Whether nobody knows yet who the contact is."),
            ContactField("isPotentialClient", .flag, "Whether the contact may become a client."),
            ContactField("language", .text(atMost: 10), "Language."),
            ContactField("name", .text(atMost: 255), "Full name."),
            ContactField("phone", .first(atMost: 50), in: "phones", "Phone number: the first, where the contact has several."),
            ContactField("position", .text(atMost: 255), "Position in the company."),
            ContactField("source", .text(atMost: 100), "Where the contact came from."),
            ContactField("type", .choice(["contact", "guest", "customer"]), in: "kind", "Kind of contact."),
            ContactField("whatsappOptedOut", .flag, in: "whatsappOptOut", isWritable: false, "Whether the contact wants no WhatsApp."),
            ContactField("whatsappOptedOutAt", .moment, in: "whatsappOptOutAt", isWritable: false, "Since when."),
        ]

        /// What Nateq calls a member of the record's `fields`; a field that Nateq does not have keeps its own name.
        static func name(ofField field: String) -> String { namesByField[field] ?? field }

        private static let namesByField = Dictionary(all.map { ($0.field, $0.name) }, uniquingKeysWith: { first, _ in first })
    }
}
