import JSONCore

/// A JSON value in the plainest form: what ``JSON`` is held against.
indirect enum ReferenceValue {
    case null
    case bool(Bool)
    /// The literal as it was written.
    case number(String)
    /// The scalars after unescaping.
    case string([Unicode.Scalar])
    case array([ReferenceValue])
    case object([(name: [Unicode.Scalar], value: ReferenceValue)])

    init(_ value: JSON) {
        switch value {
        case .null: self = .null
        case .bool(let value): self = .bool(value)
        case .number(let value): self = .number(value.text)
        case .string(let value): self = .string(Array(value.unicodeScalars))
        case .array(let elements): self = .array(elements.map { ReferenceValue($0) })
        case .object(let object): self = .object(object.map { (Array($0.key.unicodeScalars), ReferenceValue($0.value)) })
        }
    }

    /// Whether both are written alike: members in the same order, numbers with the same text.
    func isWrittenLike(_ other: ReferenceValue) -> Bool {
        switch (self, other) {
        case (.null, .null): true
        case (.bool(let left), .bool(let right)): left == right
        case (.number(let left), .number(let right)): left == right
        case (.string(let left), .string(let right)): left == right
        case (.array(let left), .array(let right)): left.count == right.count && zip(left, right).allSatisfy { $0.isWrittenLike($1) }
        case (.object(let left), .object(let right)):
            left.count == right.count && zip(left, right).allSatisfy { $0.name == $1.name && $0.value.isWrittenLike($1.value) }
        default: false
        }
    }

    /// Whether both are equal as RFC 6902, section 4.6 says: numbers by value, members in any order.
    func isEqual(to other: ReferenceValue) -> Bool {
        switch (self, other) {
        case (.number(let left), .number(let right)):
            JSONNumber(text: left, limits: .grammar) == JSONNumber(text: right, limits: .grammar)
        case (.array(let left), .array(let right)): left.count == right.count && zip(left, right).allSatisfy { $0.isEqual(to: $1) }
        case (.object(let left), .object(let right)):
            left.count == right.count
                && left.allSatisfy { member in right.first { $0.name == member.name }.map { member.value.isEqual(to: $0.value) } ?? false }
        default: isWrittenLike(other)
        }
    }
}
