import Endpoints
import HTTPTypes
import JSONCore

extension Nateq {
    /// The envelope around every answer. Members that have no value are left out.
    enum Envelope {
        /// A success: `data` writes the one value of that name.
        static func reply(
            _ status: HTTPResponse.Status, _ message: StaticString, capacity: Int, meta: ListMeta? = nil,
            data: (inout JSONWriter) -> Void
        ) -> Reply {
            var writer = JSONWriter(capacity: capacity)
            writer.beginObject()
            writer.key("success")
            writer.bool(true)
            writer.key("message")
            writer.string(message.description)
            writer.key("data")
            data(&writer)
            meta?.write(to: &writer)
            writer.endObject()
            return .json(status, writer.bytes)
        }

        /// JSON Schema of a success with this `data`.
        static func schema(data: JSON, meta: JSON? = nil) -> JSON {
            var properties: JSONObject = ["success": ["const": true], "message": ["type": "string"], "data": data]
            if let meta { properties["meta"] = meta }
            return [
                "type": "object", "properties": .object(properties), "required": .array(properties.keys.map(JSON.string)),
                "additionalProperties": false,
            ]
        }
    }

    /// `meta` of a list: where a page stands in the whole.
    struct ListMeta {
        let page: Int
        let limit: Int
        let count: Int
        let total: Int

        func write(to writer: inout JSONWriter) {
            let totalPages = total / limit + (total % limit == 0 ? 0 : 1)
            writer.key("meta")
            writer.beginObject()
            for (key, value) in [("total", total), ("page", page), ("limit", limit), ("totalPages", totalPages), ("count", count)]
                as [(StaticString, Int)]
            {
                writer.key(key)
                writer.number(value)
            }
            writer.key("hasNext")
            writer.bool(page < totalPages)
            writer.key("hasPrevious")
            writer.bool(page > 1)
            writer.endObject()
        }

        static let schema: JSON = [
            "type": "object",
            "properties": [
                "total": ["type": "integer"], "page": ["type": "integer"], "limit": ["type": "integer"], "totalPages": ["type": "integer"],
                "count": ["type": "integer"], "hasNext": ["type": "boolean"], "hasPrevious": ["type": "boolean"],
            ],
            "required": ["total", "page", "limit", "totalPages", "count", "hasNext", "hasPrevious"],
        ]
    }
}
