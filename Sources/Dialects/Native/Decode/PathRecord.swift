import Access
import Endpoints
import Records

extension Call {
    /// The type that the path names, when the caller may read or write records of it.
    func type(named name: String, writing: Bool) async throws -> RecordType {
        guard let type = try await records.types().named(name) else { throw RecordError.unknownType }
        try require(writing ? .writing(type.id) : .reading(type.id))
        return type
    }

    /// The record that the path names: by id, or by external id as `externalID:…`. Any other text names no record.
    func key(_ text: String, of type: RecordType) throws(RecordError) -> RecordKey {
        if let id = RecordID(text) { return .id(type.id, id) }
        let prefix = "externalID:"
        guard text.hasPrefix(prefix), text.utf8.count > prefix.utf8.count else { throw .notFound(type.id) }
        return .externalID(type.id, String(text.dropFirst(prefix.count)))
    }
}

extension PathText {
    static let type = PathText(
        "type", "A built-in type (contact, company, conversation, …) or the key of a definition.", example: "contact")
    static let record = PathText(
        "id", "The record's id, or `externalID:` and its external id.", example: "019aa1f0-5c00-7000-8000-000000000001")
}
