package import JSONCore

/// The columns of table `record` as a record is read from them.
package enum RecordColumns {
    /// What every statement that reads records selects, in this order.
    package static let list = "type, id, number, external_id, version, created_at, updated_at, fields"

    /// The JSON text that column `fields` holds.
    package static func bytes(_ fields: JSONObject) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(1024)
        fields.serialize(into: &bytes)
        return bytes
    }

    /// The fields that the column's text holds; nil when it is none that ``bytes(_:)`` writes, and so damaged.
    package static func fields(_ bytes: UnsafeRawBufferPointer) -> JSONObject? {
        guard case .object(let object)? = try? JSON.parse(bytes, limits: .stored) else { return nil }
        return object
    }
}

extension JSONLimits {
    /// For text that a store wrote: it was within the limits of its time, which need not be today's, and lies deeper here than it came.
    package static let stored = JSONLimits(maximumDepth: 512, maximumNumberLength: 1 << 20, maximumExponent: 1 << 20)
}
