import Foundation
import JSONCore
import JSONSchema

/// A document with its schema, and what is measured on it.
struct BenchmarkDocument {
    private let schema: Schema
    private let value: JSON
    private let text: Data
    private let bytes: [UInt8]

    init(schema: Data, text: Data) throws {
        self.schema = try Schema.compile(try JSON.parse(schema))
        self.text = text
        bytes = Array(text)
        value = try JSON.parse(bytes)
    }

    var violationCount: Int { schema.validate(value).count }

    /// The work of one run; what it gives is looked at, so that the compiler cannot leave it out.
    func task(_ name: String) throws -> () throws -> Void {
        switch name {
        case "is-valid": { Self.keep(schema.isValid(value)) }
        case "validate": { Self.keep(schema.validate(value).isEmpty) }
        case "parse": { Self.keep(try JSON.parse(bytes).isNull) }
        case "write": { Self.keep(value.serialized().isEmpty) }
        case "foundation-parse": { Self.keep(try JSONSerialization.jsonObject(with: text) is NSNull) }
        case "foundation-write": try foundationWrite()
        default: throw Usage()
        }
    }

    private func foundationWrite() throws -> () throws -> Void {
        let object = try JSONSerialization.jsonObject(with: text)
        return { Self.keep(try JSONSerialization.data(withJSONObject: object).isEmpty) }
    }

    @inline(never)
    private static func keep(_ result: Bool) {
        kept = result
    }

    // Written by one thread only: the program has no other.
    nonisolated(unsafe) private static var kept = false
}
