import JSONCore

/// JSON Patch, merge patch and pointers the slow way: each rule of the RFCs as it stands, values copied at every step.
enum ReferencePatch {
    private struct Refusal: Error {}
    private typealias Member = (name: [Unicode.Scalar], value: ReferenceValue)

    /// The document after all operations; nil when one cannot be applied.
    static func applied(_ patch: JSONPatch, to document: ReferenceValue) -> ReferenceValue? {
        try? patch.operations.reduce(document) { document, operation throws in
            switch operation {
            case .add(let path, let value): try added(ReferenceValue(value), at: path.tokens[...], in: document)
            case .remove(let path): try removed(path.tokens[...], in: document)
            case .replace(let path, let value): try replaced(path.tokens[...], by: ReferenceValue(value), in: document)
            case .move(let from, let path): try moved(from, to: path, in: document)
            case .copy(let from, let path): try added(existing(from, in: document), at: path.tokens[...], in: document)
            case .test(let path, let value):
                if try existing(path, in: document).isEqual(to: ReferenceValue(value)) { document } else { throw Refusal() }
            }
        }
    }

    /// RFC 6901, section 4.
    static func value(in document: ReferenceValue, at tokens: ArraySlice<String>) -> ReferenceValue? {
        guard let token = tokens.first else { return document }
        switch document {
        case .object(let members):
            return members.first { $0.name == Array(token.unicodeScalars) }.flatMap { value(in: $0.value, at: tokens.dropFirst()) }
        case .array(let elements):
            guard let position = try? position(token, below: elements.count) else { return nil }
            return value(in: elements[position], at: tokens.dropFirst())
        default: return nil
        }
    }

    /// RFC 7396, section 2.
    static func merged(_ target: ReferenceValue, _ patch: ReferenceValue) -> ReferenceValue {
        guard case .object(let changes) = patch else { return patch }
        var members: [Member] = []
        if case .object(let present) = target { members = present }
        for change in changes {
            let known = members.firstIndex { $0.name == change.name }
            if case .null = change.value {
                if let known { members.remove(at: known) }
            } else if let known {
                members[known].value = merged(members[known].value, change.value)
            } else {
                members.append((change.name, merged(.null, change.value)))
            }
        }
        return .object(members)
    }

    // MARK: RFC 6902, section 4

    private static func added(
        _ value: ReferenceValue, at tokens: ArraySlice<String>, in document: ReferenceValue
    ) throws -> ReferenceValue {
        guard let last = tokens.last else { return value }
        return try changed(document, at: tokens.dropLast()) { parent throws in
            switch parent {
            case .object(var members):
                let name = Array(last.unicodeScalars)
                if let known = members.firstIndex(where: { $0.name == name }) {
                    members[known].value = value
                } else {
                    members.append((name, value))
                }
                return .object(members)
            case .array(var elements):
                elements.insert(value, at: last == "-" ? elements.count : try position(last, below: elements.count + 1))
                return .array(elements)
            default: throw Refusal()
            }
        }
    }

    private static func removed(_ tokens: ArraySlice<String>, in document: ReferenceValue) throws -> ReferenceValue {
        guard let last = tokens.last else { throw Refusal() }
        return try changed(document, at: tokens.dropLast()) { parent throws in
            switch parent {
            case .object(let members):
                guard members.contains(where: { $0.name == Array(last.unicodeScalars) }) else { throw Refusal() }
                return .object(members.filter { $0.name != Array(last.unicodeScalars) })
            case .array(var elements):
                elements.remove(at: try position(last, below: elements.count))
                return .array(elements)
            default: throw Refusal()
            }
        }
    }

    private static func replaced(
        _ tokens: ArraySlice<String>, by value: ReferenceValue, in document: ReferenceValue
    ) throws -> ReferenceValue {
        try changed(document, at: tokens) { _ in value }
    }

    private static func moved(_ from: JSONPointer, to path: JSONPointer, in document: ReferenceValue) throws -> ReferenceValue {
        let value = try existing(from, in: document)
        // A value moved to where it is stays there (RFC 6902, section 4.4, forbids only moving it into itself).
        if from.tokens.map({ Array($0.utf8) }) == path.tokens.map({ Array($0.utf8) }) { return document }
        guard !path.tokens.map({ Array($0.utf8) }).starts(with: from.tokens.map { Array($0.utf8) }) else { throw Refusal() }
        return try added(value, at: path.tokens[...], in: try removed(from.tokens[...], in: document))
    }

    private static func existing(_ pointer: JSONPointer, in document: ReferenceValue) throws -> ReferenceValue {
        guard let value = value(in: document, at: pointer.tokens[...]) else { throw Refusal() }
        return value
    }

    /// The document with the value at a place, which must exist, changed.
    private static func changed(
        _ document: ReferenceValue, at tokens: ArraySlice<String>, _ change: (ReferenceValue) throws -> ReferenceValue
    ) throws -> ReferenceValue {
        guard let token = tokens.first else { return try change(document) }
        switch document {
        case .object(var members):
            guard let known = members.firstIndex(where: { $0.name == Array(token.unicodeScalars) }) else { throw Refusal() }
            members[known].value = try changed(members[known].value, at: tokens.dropFirst(), change)
            return .object(members)
        case .array(var elements):
            let position = try position(token, below: elements.count)
            elements[position] = try changed(elements[position], at: tokens.dropFirst(), change)
            return .array(elements)
        default: throw Refusal()
        }
    }

    private static func position(_ token: String, below count: Int) throws -> Int {
        guard let position = Int(token), String(position) == token, (0..<count).contains(position) else { throw Refusal() }
        return position
    }

    // MARK: RFC 6902, section 3

    /// Whether the document is no patch at all, or one of more operations than are allowed.
    static func isMalformed(_ patch: JSON) -> Bool {
        guard case .array(let operations) = patch, operations.count <= JSONLimits.standard.maximumPatchOperations else { return true }
        let members = ["add": ["value"], "remove": [], "replace": ["value"], "move": ["from"], "copy": ["from"], "test": ["value"]]
        return operations.contains { operation in
            guard case .string(let name)? = operation["op"], let needed = members[name] else { return true }
            return !(needed + ["path"]).allSatisfy { name in
                guard let value = operation[name] else { return false }
                return name == "value" || value.asString.map { (try? JSONPointer(parsing: $0)) != nil } ?? false
            }
        }
    }
}
