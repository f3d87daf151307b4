import JSONCore

extension Kare {
    /// Where a member of a Kare contact or company stands in the record's `fields`: decoding and sorting go by these.
    enum Field {
        static let name = JSONPointer(["name"])
        static let email = JSONPointer(["email"])
        static let phones = JSONPointer(["phones"])
        static let comment = JSONPointer(["comment"])
        static let notifyAt = JSONPointer(["notifyAt"])
        /// The contact's company, by its id.
        static let company = JSONPointer(["company"])
        /// The company's `type`.
        static let kind = JSONPointer(["kind"])
        static let location = JSONPointer(["location"])
        static let archivedAt = JSONPointer(["archivedAt"])
    }

    /// The place in a Kare body that the engine means by a place in `fields`.
    static func bodyPlace(of field: JSONPointer) -> JSONPointer {
        let renamed: String
        switch field.tokens.first {
        case "kind": renamed = "type"
        case "company": renamed = "companyId"
        default: return field
        }
        return JSONPointer([renamed] + field.tokens.dropFirst())
    }
}
