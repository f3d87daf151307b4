import Endpoints
import HTTPTypes
import Records

extension Native {
    /// One record; 304 when the caller's `If-None-Match` names its version.
    static let readRecord = Endpoint(
        .get, "/v1/{type}/{id}", id: "readRecord", "Read a record", permission: .scopeOfType(writing: false),
        inputs: PathText.type, PathText.record,
        answers: [
            Answer(.ok, "The record", schema: RecordJSON.schema, example: RecordJSON.example),
            Answer(.notModified, "The caller has this version"),
        ] + Answer.refusals(.badRequest, .unauthorized, .forbidden, .notFound)
    ) { call, typeName, id in
        let type = try await call.type(named: typeName, writing: false)
        let record = try await call.records.record(try call.key(id, of: type))
        if try EntityTag.isKnown(record.version, to: call.request) {
            return Reply(.notModified, headers: [.eTag: EntityTag.text(record.version)])
        }
        return RecordJSON.reply(.ok, record, type)
    }
}
