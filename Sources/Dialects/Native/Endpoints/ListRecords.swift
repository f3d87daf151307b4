import Endpoints
import HTTPTypes
import JSONCore
import Records

extension Native {
    /// Records of one type in the order of their making, some at a time.
    static let listRecords = Endpoint(
        .get, "/v1/{type}", id: "listRecords", "List records",
        details: """
            Records in the order of their making. Any other parameter is the name of a field whose value must equal it: \
            `?email=ada@example.com`. Go on with `after` set to the answer's `next`.
            """,
        permission: .scopeOfType(writing: false),
        inputs: PathText.type, QueryInteger("limit", "Records per answer.", in: 1...200, default: 20),
        QueryText("after", "The `next` of the answer before."), QueryText("externalID", "Only the record with this external id."),
        WholeQuery(documented: []),
        answers: [
            Answer(
                .ok, "A stretch of the list",
                schema: [
                    "type": "object",
                    "properties": [
                        "records": ["type": "array", "items": RecordJSON.schema],
                        "next": ["type": ["string", "null"], "description": "Where the next answer starts; null at the end."],
                    ], "required": ["records", "next"], "additionalProperties": false,
                ],
                example: ["records": [RecordJSON.example], "next": nil])
        ] + Answer.refusals(.badRequest, .unauthorized, .forbidden, .notFound)
    ) { call, typeName, limit, after, externalID, query in
        let type = try await call.type(named: typeName, writing: false)
        var conditions = try fieldConditions(query, type)
        if let externalID { conditions.append(.compare(.externalID, .equal, .text(externalID))) }
        var start: RecordID?
        if let after {
            guard let id = RecordID(after) else {
                throw RequestError.invalidParameter(.query, name: "after", rule: "must be the next of an answer before")
            }
            start = id
        }
        let page = try await call.records.page(
            Query(types: [type.id], filter: conditions.isEmpty ? nil : .all(conditions), limit: limit, after: start))
        var writer = JSONWriter(capacity: 1024 * (page.records.count + 1))
        writer.beginObject()
        writer.key("records")
        writer.beginArray()
        for record in page.records { RecordJSON.write(record, typeName: type.name, into: &writer) }
        writer.endArray()
        writer.key("next")
        if page.hasMore, let last = page.records.last { writer.string(last.id) } else { writer.null() }
        writer.endObject()
        return .json(.ok, writer.bytes)
    }

    private static let listParameters: Set<String> = ["limit", "after", "externalID"]

    /// One condition for each parameter that names a field of the type; any other name is refused.
    private static func fieldConditions(_ query: QueryItems, _ type: RecordType) throws(RequestError) -> [Filter] {
        var conditions: [Filter] = []
        for item in query.items where !listParameters.contains(item.name) {
            guard let schema = type.schemaDocument["properties"]?[item.name] else { throw .unknownParameter(name: item.name) }
            let field = JSONPointer([item.name])
            switch schema["type"]?.asString {
            case "boolean":
                guard item.value == "true" || item.value == "false" else {
                    throw .invalidParameter(.query, name: item.name, rule: "must be true or false")
                }
                conditions.append(.isBool(.field(field), item.value == "true"))
            case "array": conditions.append(.contains(field, item.value))
            case "object": throw .unknownParameter(name: item.name)
            default: conditions.append(.compare(.field(field), .equal, .text(item.value)))
            }
        }
        return conditions
    }
}
