import Endpoints
import HTTPTypes
import JSONCore
import Records

extension Native {
    /// A new record of any type: this is how inboxes, channels, companies and conversations come into being.
    static let createRecord = Endpoint(
        .post, "/v1/{type}", id: "createRecord", "Create a record", permission: .scopeOfType(writing: true),
        inputs: PathText.type,
        JSONBody(RecordBody.creation, example: .declared(#"{"fields": {"name": "Grace Hopper", "email": "grace@example.com"}}"#)),
        answers: [Answer(.created, "The record as stored", schema: RecordJSON.schema, example: RecordJSON.example)]
            + Answer.refusals(
                .badRequest, .unauthorized, .forbidden, .notFound, .conflict, .contentTooLarge, .unsupportedMediaType, .unprocessableContent
            )
    ) { call, typeName, body in
        let type = try await call.type(named: typeName, writing: true)
        if call.request.headers.contains(.ifMatch) { throw RecordError.preconditionFailed(current: 0) }
        let effect = try await call.records.performOne(.create(RecordBody.draft(body, of: type.id)))
        return RecordJSON.reply(.created, effect.record, type, headers: [.location: "/v1/\(type.name)/\(effect.record.id.text)"])
    }
}
