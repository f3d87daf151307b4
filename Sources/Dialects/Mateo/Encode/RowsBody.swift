import JSONCore
import Records

/// Writes rows as JSON.
enum RowsBody {
    /// One row as an object.
    static func object(_ record: Record, _ projection: Projection, strippingNulls: Bool = false) -> [UInt8] {
        var writer = JSONWriter(capacity: 1024)
        write(record, projection, strippingNulls, into: &writer)
        return writer.bytes
    }

    /// Rows as an array of objects.
    static func array(_ records: [Record], _ projection: Projection, strippingNulls: Bool = false) -> [UInt8] {
        var writer = JSONWriter(capacity: 512 * (records.count + 1))
        writer.beginArray()
        for record in records { write(record, projection, strippingNulls, into: &writer) }
        writer.endArray()
        return writer.bytes
    }

    private static func write(_ record: Record, _ projection: Projection, _ strippingNulls: Bool, into writer: inout JSONWriter) {
        writer.beginObject()
        switch projection {
        case .all(let table):
            for column in table.columns {
                let value = column.value(in: record)
                if strippingNulls, value.isNull { continue }
                writer.key(column.key)
                writer.value(value)
            }
        case .some(let outputs):
            for output in outputs {
                let value = output.subject.value(in: record)
                if strippingNulls, value.isNull { continue }
                writer.key(output.name)
                writer.value(value)
            }
        }
        writer.endObject()
    }
}
