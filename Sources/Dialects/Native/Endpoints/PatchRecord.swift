import Endpoints
import HTTPTypes
import JSONCore
import Records

extension Native {
    /// A merge patch of one record (RFC 7396), under the caller's precondition.
    static let patchRecord = Endpoint(
        .patch, "/v1/{type}/{id}", id: "patchRecord", "Change a record",
        details:
            "A JSON merge patch (RFC 7396): members of `fields` are set, null removes one, absent ones stay. Honours If-Match and If-None-Match.",
        permission: .scopeOfType(writing: true), inputs: PathText.type, PathText.record,
        JSONBody(
            RecordBody.patch, example: .declared(#"{"fields": {"email": "ada.lovelace@example.com", "comment": null}}"#),
            mediaTypes: ["application/merge-patch+json", "application/json"]),
        answers: [Answer(.ok, "The record as it is now", schema: RecordJSON.schema, example: RecordJSON.example)]
            + Answer.refusals(
                .badRequest, .unauthorized, .forbidden, .notFound, .conflict, .preconditionFailed, .contentTooLarge, .unsupportedMediaType,
                .unprocessableContent)
    ) { call, typeName, id, body in
        let type = try await call.type(named: typeName, writing: true)
        let precondition = try EntityTag.precondition(of: call.request)
        let effect = try await call.records.performOne(.update(try call.key(id, of: type), RecordBody.edit(body), precondition))
        return RecordJSON.reply(.ok, effect.record, type)
    }
}
