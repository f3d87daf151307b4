import Endpoints
import HTTPTypes
import Records

extension Native {
    /// One record goes, unless others refer to it.
    static let deleteRecord = Endpoint(
        .delete, "/v1/{type}/{id}", id: "deleteRecord", "Delete a record",
        details: "A record that others refer to stays: 409. Honours If-Match.", permission: .scopeOfType(writing: true),
        inputs: PathText.type, PathText.record,
        answers: [Answer(.noContent, "It is gone")]
            + Answer.refusals(.badRequest, .unauthorized, .forbidden, .notFound, .conflict, .preconditionFailed)
    ) { call, typeName, id in
        let type = try await call.type(named: typeName, writing: true)
        let precondition = try EntityTag.precondition(of: call.request)
        _ = try await call.records.perform(.delete(try call.key(id, of: type), precondition))
        return .noContent
    }
}
