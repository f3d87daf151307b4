import Endpoints
import HTTPTypes
import JSONCore
import Records

extension Native {
    /// What happened to one record, newest first.
    static let readHistory = Endpoint(
        .get, "/v1/{type}/{id}/history", id: "readHistory", "Read a record's history", permission: .scopeOfType(writing: false),
        inputs: PathText.type, PathText.record, QueryInteger("limit", "Changes per answer.", in: 1...200, default: 50),
        QueryInteger("before", "Only versions before this one.", in: 1...Int.max, default: Int.max),
        answers: [
            Answer(
                .ok, "The changes, newest first",
                schema: [
                    "type": "object", "properties": ["changes": ["type": "array", "items": changeSchema]], "required": ["changes"],
                    "additionalProperties": false,
                ])
        ] + Answer.refusals(.badRequest, .unauthorized, .forbidden, .notFound)
    ) { call, typeName, id, limit, before in
        let type = try await call.type(named: typeName, writing: false)
        let record = try await call.records.record(try call.key(id, of: type))
        let changes = try await call.records.history(of: record.id, before: before == Int.max ? nil : Int64(before), limit: limit)
        var writer = JSONWriter(capacity: 512 * (changes.count + 1))
        writer.beginObject()
        writer.key("changes")
        writer.beginArray()
        for change in changes { write(change, into: &writer) }
        writer.endArray()
        writer.endObject()
        return .json(.ok, writer.bytes)
    }

    private static let changeSchema: JSON = .declared(
        #"""
        {
          "type": "object",
          "properties": {
            "sequence": {"type": "integer", "minimum": 1, "description": "The change's place in the organisation's log."},
            "version": {"type": "integer", "minimum": 1},
            "kind": {"enum": ["created", "updated", "deleted", "merged", "restored"]},
            "at": {"type": "string", "format": "date-time"},
            "actor": {
              "type": "object",
              "properties": {"kind": {"type": "string"}, "id": {"type": "string"}, "name": {"type": "string"}, "onBehalfOf": {"type": "string"}},
              "required": ["kind", "id", "name"],
              "additionalProperties": false
            },
            "source": {"enum": ["native", "mateo", "nateq", "reach", "kare", "command-line"]},
            "requestID": {"type": "string"},
            "edits": {
              "type": "array",
              "items": {
                "type": "object",
                "properties": {"path": {"type": "string", "description": "JSON Pointer into the record."}, "old": true, "new": true},
                "required": ["path"],
                "additionalProperties": false
              }
            }
          },
          "required": ["sequence", "version", "kind", "at", "actor", "source", "requestID", "edits"],
          "additionalProperties": false
        }
        """#)

    private static func write(_ change: Change, into writer: inout JSONWriter) {
        writer.beginObject()
        writer.key("sequence")
        writer.number(Int(change.sequence))
        writer.key("version")
        writer.number(Int(change.version))
        writer.key("kind")
        writer.string(change.kind.rawValue)
        writer.key("at")
        writer.string(change.at, .microseconds)
        writer.key("actor")
        writer.beginObject()
        writer.key("kind")
        writer.string(change.author.actor.kind.rawValue)
        writer.key("id")
        writer.string(change.author.actor.id)
        writer.key("name")
        writer.string(change.author.actor.name)
        if let onBehalfOf = change.author.actor.onBehalfOf {
            writer.key("onBehalfOf")
            writer.string(onBehalfOf)
        }
        writer.endObject()
        writer.key("source")
        writer.string(change.author.source.rawValue)
        writer.key("requestID")
        writer.string(change.author.requestID)
        writer.key("edits")
        writer.beginArray()
        for edit in change.edits {
            writer.beginObject()
            writer.key("path")
            writer.string(edit.path.description)
            if let old = edit.old {
                writer.key("old")
                writer.value(old)
            }
            if let new = edit.new {
                writer.key("new")
                writer.value(new)
            }
            writer.endObject()
        }
        writer.endArray()
        writer.endObject()
    }
}
