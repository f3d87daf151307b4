/// Why a JSON Patch is refused, and which of its operations is at fault.
///
/// It holds a position and a rule, never a value of the patch or the document.
package struct JSONPatchError: Error, Equatable, Sendable {
    /// The members of an operation that RFC 6902, section 4 defines.
    package enum Member: String, Sendable, Hashable {
        case op
        case path
        case from
        case value
    }

    /// The rule that was broken.
    package enum Kind: Error, Sendable, Hashable {
        /// A patch that is not an array.
        case notAnArray
        /// More operations than ``JSONLimits/maximumPatchOperations``.
        case tooManyOperations
        /// An operation that is not an object.
        case notAnObject
        /// An operation without a member it needs.
        case missingMember(Member)
        /// A member that must be a string and is not.
        case notAString(Member)
        /// A member that must be a JSON Pointer and is not.
        case invalidPointer(Member)
        /// An `op` other than the six of RFC 6902.
        case unknownOperation
        /// A place that does not exist in the document.
        case pathNotFound(Member)
        /// An array position past the end, or not a position.
        case invalidPosition(Member)
        /// A `test` whose value is not the document's.
        case testFailed
        /// A `move` of a value into itself.
        case moveIntoItself
        /// A `remove` or `move` of the document as a whole.
        case removesDocument
        /// A document grown past ``JSONLimits/maximumPatchedSize``.
        case tooLarge
        /// A document nested past ``JSONLimits/maximumDepth``.
        case tooDeep
    }

    /// The rule that was broken.
    package let kind: Kind

    /// The position of the operation in the patch; nil when the patch as a whole is at fault.
    package let operation: Int?

    init(_ kind: Kind, operation: Int? = nil) {
        self.kind = kind
        self.operation = operation
    }

    /// The place in the patch document, such as `/3/path`.
    package var pointer: JSONPointer {
        guard let operation else { return .root }
        let place = JSONPointer.root.appending(operation)
        return kind.member.map { place.appending($0.rawValue) } ?? place
    }
}

extension JSONPatchError: CustomStringConvertible {
    /// Place and rule in words for the client, such as `operation 3: the place named by path does not exist`.
    package var description: String {
        operation.map { "operation \($0): \(kind.rule)" } ?? kind.rule
    }
}

extension JSONPatchError.Kind {
    /// The rule in words.
    package var rule: String {
        switch self {
        case .notAnArray: "a JSON Patch must be an array of operations"
        case .tooManyOperations: "the JSON Patch has too many operations"
        case .notAnObject: "an operation must be an object"
        case .missingMember(let member): "the member \(member.rawValue) is missing"
        case .notAString(let member): "the member \(member.rawValue) must be a string"
        case .invalidPointer(let member): "the member \(member.rawValue) must be a JSON Pointer"
        case .unknownOperation: "op must be one of add, remove, replace, move, copy and test"
        case .pathNotFound(let member): "the place named by \(member.rawValue) does not exist"
        case .invalidPosition(let member): "\(member.rawValue) does not name a position of the array"
        case .testFailed: "the value tested for is not there"
        case .moveIntoItself: "a value cannot be moved into itself"
        case .removesDocument: "the document as a whole cannot be removed"
        case .tooLarge: "the document would become too large"
        case .tooDeep: "the document would be nested too deeply"
        }
    }

    fileprivate var member: JSONPatchError.Member? {
        switch self {
        case .missingMember(let member), .notAString(let member), .invalidPointer(let member), .pathNotFound(let member),
            .invalidPosition(let member):
            member
        case .unknownOperation: .op
        case .removesDocument: .path
        default: nil
        }
    }
}
