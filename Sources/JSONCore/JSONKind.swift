/// The six kinds of JSON value, RFC 8259 section 3.
package enum JSONKind: Sendable, Hashable, CaseIterable {
    case null
    case boolean
    case number
    case string
    case array
    case object

    /// The kind's name as JSON Schema spells it in `type`: `null`, `boolean`, `number`, `string`, `array` or `object`.
    package var name: String {
        switch self {
        case .null: "null"
        case .boolean: "boolean"
        case .number: "number"
        case .string: "string"
        case .array: "array"
        case .object: "object"
        }
    }
}
