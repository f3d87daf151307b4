import Access
import Endpoints
import HTTPTypes
import JSONCore
import Records

extension Native {
    /// The types of the caller's organisation, with the schemas that their records obey.
    static let listTypes = Endpoint(
        .get, "/v1/types", id: "listTypes", "List the record types", permission: .scope(.readDefinitions),
        answers: [
            Answer(
                .ok, "The types, built in and customer-defined",
                schema: .declared(
                    #"""
                    {
                      "type": "object",
                      "properties": {
                        "types": {
                          "type": "array",
                          "items": {
                            "type": "object",
                            "properties": {
                              "name": {"type": "string"}, "pluralName": {"type": "string"}, "summary": {"type": "string"},
                              "isBuiltIn": {"type": "boolean"}, "schema": {"type": ["object", "boolean"]}
                            },
                            "required": ["name", "pluralName", "summary", "isBuiltIn", "schema"],
                            "additionalProperties": false
                          }
                        }
                      },
                      "required": ["types"],
                      "additionalProperties": false
                    }
                    """#))
        ] + Answer.refusals(.unauthorized, .forbidden)
    ) { call in
        var writer = JSONWriter(capacity: 16384)
        writer.beginObject()
        writer.key("types")
        writer.beginArray()
        for type in try await call.records.types().all {
            writer.beginObject()
            writer.key("name")
            writer.string(type.name)
            writer.key("pluralName")
            writer.string(type.pluralName)
            writer.key("summary")
            writer.string(type.summary)
            writer.key("isBuiltIn")
            writer.bool(type.definition == nil)
            writer.key("schema")
            writer.value(type.schemaDocument)
            writer.endObject()
        }
        writer.endArray()
        writer.endObject()
        return .json(.ok, writer.bytes)
    }
}
