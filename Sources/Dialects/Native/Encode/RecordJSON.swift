import Endpoints
import HTTPTypes
import JSONCore
import Records

/// A record as the native API shows it.
enum RecordJSON {
    static let schema: JSON = .declared(
        #"""
        {
          "type": "object",
          "properties": {
            "id": {"type": "string", "format": "uuid"},
            "type": {"type": "string"},
            "number": {"type": "integer", "minimum": 1},
            "externalID": {"type": ["string", "null"]},
            "version": {"type": "integer", "minimum": 1, "description": "Also the ETag."},
            "createdAt": {"type": "string", "format": "date-time"},
            "updatedAt": {"type": "string", "format": "date-time"},
            "fields": {"type": "object", "description": "As the type's schema describes (GET /v1/types)."}
          },
          "required": ["id", "type", "number", "externalID", "version", "createdAt", "updatedAt", "fields"],
          "additionalProperties": false
        }
        """#)

    static let example: JSON = .declared(
        #"""
        {
          "id": "019aa1f0-5c00-7000-8000-000000000001", "type": "contact", "number": 1, "externalID": "cust-1001", "version": 3,
          "createdAt": "2024-01-15T08:45:00.000000Z", "updatedAt": "2024-12-05T14:56:23.000000Z",
          "fields": {"name": "Ada Lovelace", "firstName": "Ada", "lastName": "Lovelace", "email": "ada@example.com"}
        }
        """#)

    /// Writes one record; `typeName` is the name its type has in paths.
    static func write(_ record: Record, typeName: String, into writer: inout JSONWriter) {
        writer.beginObject()
        writer.key("id")
        writer.string(record.id)
        writer.key("type")
        writer.string(typeName)
        writer.key("number")
        writer.number(Int(record.number))
        writer.key("externalID")
        if let externalID = record.externalID { writer.string(externalID) } else { writer.null() }
        writer.key("version")
        writer.number(Int(record.version))
        writer.key("createdAt")
        writer.string(record.createdAt, .microseconds)
        writer.key("updatedAt")
        writer.string(record.updatedAt, .microseconds)
        writer.key("fields")
        writer.value(.object(record.fields))
        writer.endObject()
    }

    /// An answer with one record and its version as ETag.
    static func reply(_ status: HTTPResponse.Status, _ record: Record, _ type: RecordType, headers: HTTPFields = [:]) -> Reply {
        var writer = JSONWriter(capacity: 1024)
        write(record, typeName: type.name, into: &writer)
        var reply = Reply.json(status, writer.bytes, headers: headers)
        reply.headers[.eTag] = EntityTag.text(record.version)
        return reply
    }
}
