package import JSONCore

/// The name of a record type inside the store: a built-in one's name, or the id of the definition that declares it.
package struct TypeID: Sendable, Hashable, CustomStringConvertible {
    package let text: String

    package init(_ text: String) { self.text = text }

    /// The type that the definition with this id declares.
    package init(definition: RecordID) { self.text = definition.text }

    package var description: String { text }

    package static let contact = TypeID("contact")
    package static let company = TypeID("company")
    package static let conversation = TypeID("conversation")
    package static let message = TypeID("message")
    package static let inbox = TypeID("inbox")
    package static let channel = TypeID("channel")
    package static let employee = TypeID("employee")
    package static let tag = TypeID("tag")
    package static let definition = TypeID("definition")
    package static let webhook = TypeID("webhook")

    /// The types that every organisation has.
    package static let builtIn: [TypeID] = [
        .contact, .company, .conversation, .message, .inbox, .channel, .employee, .tag, .definition, .webhook,
    ]

    /// The id of the definition that declares this type; nil for a built-in one.
    package var definition: RecordID? { RecordID(text) }
}

/// One customer record, as every dialect sees it.
package struct Record: Sendable, Hashable {
    package let organisation: OrganisationID
    package var type: TypeID
    package let id: RecordID
    /// 1, 2, 3… per organisation and type, in the order of creation. Zero only before the store has assigned it.
    package var number: Int64
    /// The caller's own name for the record, unique per organisation and type.
    package var externalID: String?
    /// 1, 2, 3…: one step for each write that changed something. It is the ETag.
    package var version: Int64
    package let createdAt: Timestamp
    package var updatedAt: Timestamp
    /// What the type's schema describes. References stand in it as the target's id in lower case.
    package var fields: JSONObject

    package init(
        organisation: OrganisationID, type: TypeID, id: RecordID, number: Int64, externalID: String?, version: Int64, createdAt: Timestamp,
        updatedAt: Timestamp, fields: JSONObject
    ) {
        self.organisation = organisation
        self.type = type
        self.id = id
        self.number = number
        self.externalID = externalID
        self.version = version
        self.createdAt = createdAt
        self.updatedAt = updatedAt
        self.fields = fields
    }

    /// The member of `fields` called `name`; nil when it is absent.
    package subscript(_ name: String) -> JSON? { fields[name] }
}

/// What names one record inside an organisation.
package enum RecordKey: Sendable, Hashable {
    case id(TypeID, RecordID)
    case number(TypeID, Int64)
    case externalID(TypeID, String)

    package var type: TypeID {
        switch self {
        case .id(let type, _), .number(let type, _), .externalID(let type, _): type
        }
    }
}
