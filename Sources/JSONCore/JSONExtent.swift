extension JSON {
    /// How much room a value takes.
    struct Extent {
        /// About the bytes of the compact text without escapes.
        var size: Int
        /// The arrays and objects inside one another.
        var depth: Int
    }

    /// The value's size and depth, found by walking all of it.
    var extent: Extent {
        switch self {
        case .null: Extent(size: 4, depth: 0)
        case .bool(let value): Extent(size: value ? 4 : 5, depth: 0)
        case .number(let value): Extent(size: value.textLength, depth: 0)
        case .string(let value): Extent(size: value.utf8.count + 2, depth: 0)
        case .array(let elements):
            elements.reduce(into: Extent(size: 2, depth: 1)) { $0.include($1.extent, overhead: Self.elementOverhead) }
        case .object(let object):
            object.members.reduce(into: Extent(size: 2, depth: 1)) {
                $0.include($1.value.extent, overhead: Self.memberOverhead(of: $1.key))
            }
        }
    }

    /// The comma of an element.
    static let elementOverhead = 1

    /// The name, its quotes, colon and comma of a member.
    static func memberOverhead(of key: String) -> Int {
        key.utf8.count + 4
    }
}

extension JSON.Extent {
    fileprivate mutating func include(_ child: JSON.Extent, overhead: Int) {
        size += child.size + overhead
        depth = max(depth, child.depth + 1)
    }
}
