import JSONCore

extension JSON {
    /// How many values the value consists of, itself included, not counting below the depth.
    func valueCount(toDepth depth: Int) -> Int {
        switch self {
        case .array(let elements) where depth > 0: elements.reduce(1) { $0 + $1.valueCount(toDepth: depth - 1) }
        case .object(let object) where depth > 0: object.reduce(1) { $0 + $1.value.valueCount(toDepth: depth - 1) }
        default: 1
        }
    }

    /// How many bytes of text are read in one step.
    static var bytesPerStep: Int { 64 }

    /// How many digits of a number that is no machine word are read in one step.
    static var digitsPerStep: Int { 8 }

    /// The steps of looking at the value with all it consists of, not counting below the depth.
    func comparingSteps(toDepth depth: Int) -> Int {
        switch self {
        case .null, .bool: 1
        case .number(let number): 1 + number.comparedLength / Self.digitsPerStep
        case .string(let text): 1 + text.utf8.count / Self.bytesPerStep
        case .array(let elements): depth > 0 ? elements.reduce(1) { $0 + $1.comparingSteps(toDepth: depth - 1) } : 1
        case .object(let object):
            depth > 0
                ? object.reduce(1) { $0 + $1.key.utf8.count / Self.bytesPerStep + $1.value.comparingSteps(toDepth: depth - 1) } : 1
        }
    }
}
