import JSONCore
import Records

/// A documented member of a customer's `data`, the key aside, and its place in the shared contact (DESIGN section 2).
///
/// Decoding, encoding, filters and the pointers of refusals all read this one table.
struct CustomerField: Sendable {
    /// How the contact holds the member.
    enum Place: Sendable {
        /// As a field of its own.
        case field
        /// As a field that, while absent, follows from the contact's `name`.
        case firstName, lastName
        /// As the first element of a list; the others stay.
        case first
        /// As a field that holds a moment.
        case moment
    }

    /// The member's name in `data`.
    let name: String
    /// The contact's field.
    let field: String
    let place: Place
    private let pointer: JSONPointer

    private init(_ name: String, _ field: String? = nil, _ place: Place = .field) {
        self.name = name
        self.field = field ?? name
        self.place = place
        self.pointer = JSONPointer([field ?? name])
    }

    /// In the order of the vendor's page.
    static let all = [
        CustomerField("firstName", nil, .firstName),
        CustomerField("lastName", nil, .lastName),
        CustomerField("createdAt", "customerSince", .moment),
        CustomerField("email"),
        CustomerField("phone", "phones", .first),
        CustomerField("emailOptOut"),
        CustomerField("smsOptOut"),
        CustomerField("customerDetailUrl", "detailUrl"),
    ]

    /// The field with this name in `data`.
    static func named(_ name: String) -> CustomerField? { all.first { $0.name.hasSameBytes(as: name) } }

    /// The field that the contact calls `field`.
    static func ofContact(_ field: String) -> CustomerField? { all.first { $0.field.hasSameBytes(as: field) } }

    /// What writing `value` does to the contact; null deletes.
    func step(writing value: JSON) -> Edit.Step {
        switch place {
        case .first: .setFirst(pointer, value.isNull ? JSON?.none : value)
        case .field, .firstName, .lastName, .moment: value.isNull ? .remove(pointer) : .set(pointer, value)
        }
    }

    /// The member's value; nil when the contact has none. `parts` are those of the contact's name.
    func value(in contact: Record, parts: (first: String?, last: String?)) -> JSON? {
        switch place {
        case .firstName: parts.first.map(JSON.string)
        case .lastName: parts.last.map(JSON.string)
        case .first: contact[field]?[0]
        case .field, .moment: contact[field]
        }
    }
}
