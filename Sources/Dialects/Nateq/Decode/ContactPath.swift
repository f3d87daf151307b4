import Endpoints
import Records

extension Nateq {
    static let contactID = PathText("id", "Contact ID", example: "01890a5d-ac96-774b-bcce-b302099a8057")

    /// What names the contact of a path. Ids are opaque to clients, so one that is none is unknown like any other:
    /// ``RecordError/notFound(_:)``.
    static func key(_ id: String) throws(RecordError) -> RecordKey {
        guard let id = RecordID(id) else { throw .notFound(.contact) }
        return .id(.contact, id)
    }
}
