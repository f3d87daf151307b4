/// A JSON Patch, RFC 6902: operations that are applied in order, all or none.
package struct JSONPatch: Sendable, Hashable {
    /// One change, or one condition, at a place in the document.
    package enum Operation: Sendable, Hashable {
        /// Adds an object's member, or replaces it, or inserts an array's element.
        case add(path: JSONPointer, value: JSON)
        /// Removes a value that must exist.
        case remove(path: JSONPointer)
        /// Replaces a value that must exist.
        case replace(path: JSONPointer, value: JSON)
        /// Removes a value and adds it elsewhere.
        case move(from: JSONPointer, path: JSONPointer)
        /// Adds a value found elsewhere.
        case copy(from: JSONPointer, path: JSONPointer)
        /// Fails unless the value at the place equals this one.
        case test(path: JSONPointer, value: JSON)
    }

    /// The operations in the order they are applied.
    package let operations: [Operation]

    /// A patch of operations known to keep the limits.
    package init(_ operations: [Operation]) {
        self.operations = operations
    }

    /// Reads a patch document: an array of operation objects, whose unknown members are ignored (RFC 6902, section 4).
    ///
    /// Refuses with the operation's position whatever is not one, and a patch past ``JSONLimits/maximumPatchOperations``.
    package init(_ document: JSON, limits: JSONLimits = .standard) throws(JSONPatchError) {
        guard case .array(let elements) = document else { throw JSONPatchError(.notAnArray) }
        if elements.count > limits.maximumPatchOperations { throw JSONPatchError(.tooManyOperations) }
        var operations: [Operation] = []
        operations.reserveCapacity(elements.count)
        for (position, element) in elements.enumerated() {
            do {
                operations.append(try Operation(element))
            } catch {
                throw JSONPatchError(error, operation: position)
            }
        }
        self.operations = operations
    }
}

extension JSONPatch.Operation {
    fileprivate init(_ element: JSON) throws(JSONPatchError.Kind) {
        guard case .object(let members) = element else { throw .notAnObject }
        let name = try Self.string(.op, in: members)
        switch name {
        case "add": self = .add(path: try Self.pointer(.path, in: members), value: try Self.value(in: members))
        case "remove": self = .remove(path: try Self.pointer(.path, in: members))
        case "replace": self = .replace(path: try Self.pointer(.path, in: members), value: try Self.value(in: members))
        case "move": self = .move(from: try Self.pointer(.from, in: members), path: try Self.pointer(.path, in: members))
        case "copy": self = .copy(from: try Self.pointer(.from, in: members), path: try Self.pointer(.path, in: members))
        case "test": self = .test(path: try Self.pointer(.path, in: members), value: try Self.value(in: members))
        default: throw .unknownOperation
        }
    }

    private static func value(in members: JSONObject) throws(JSONPatchError.Kind) -> JSON {
        guard let value = members["value"] else { throw .missingMember(.value) }
        return value
    }

    private static func string(_ member: JSONPatchError.Member, in members: JSONObject) throws(JSONPatchError.Kind) -> String {
        guard let value = members[member.rawValue] else { throw .missingMember(member) }
        guard case .string(let text) = value else { throw .notAString(member) }
        return text
    }

    private static func pointer(_ member: JSONPatchError.Member, in members: JSONObject) throws(JSONPatchError.Kind) -> JSONPointer {
        let text = try string(member, in: members)
        do {
            return try JSONPointer(parsing: text)
        } catch {
            throw .invalidPointer(member)
        }
    }
}
