extension JSONPatch {
    /// The document after all operations; fails at the first that cannot be applied, and then the document stays what it was.
    ///
    /// Beside the failures RFC 6902 names, refuses a document that grows past ``JSONLimits/maximumPatchedSize`` (unless it was as large
    /// before) or ``JSONLimits/maximumDepth``, right after the operation that does so: copies of copies grow it two-fold each time.
    package func apply(to document: JSON, limits: JSONLimits = .standard) throws(JSONPatchError) -> JSON {
        var patched = PatchedDocument(document, limits: limits)
        for (position, operation) in operations.enumerated() {
            do {
                try patched.apply(operation)
            } catch {
                throw JSONPatchError(error, operation: position)
            }
        }
        return patched.root
    }
}

/// A document while a patch is applied to it; its size is kept up to date, so that no operation walks more than the values it names.
private struct PatchedDocument {
    private(set) var root: JSON
    private var size: Int
    private let maximumSize: Int
    private let maximumDepth: Int

    init(_ root: JSON, limits: JSONLimits) {
        self.root = root
        size = root.extent.size
        maximumSize = max(limits.maximumPatchedSize, size)
        maximumDepth = limits.maximumDepth
    }

    mutating func apply(_ operation: JSONPatch.Operation) throws(JSONPatchError.Kind) {
        switch operation {
        case .add(let path, let value): try add(value, at: path)
        case .remove(let path): _ = try remove(at: path, namedBy: .path)
        case .replace(let path, let value): try replace(at: path, with: value)
        case .move(let from, let path): try move(from: from, to: path)
        case .copy(let from, let path): try add(try value(at: from, namedBy: .from), at: path)
        case .test(let path, let value):
            if try self.value(at: path, namedBy: .path) != value { throw .testFailed }
        }
    }

    private func value(at pointer: JSONPointer, namedBy member: JSONPatchError.Member) throws(JSONPatchError.Kind) -> JSON {
        guard let value = root.value(at: pointer) else { throw .pathNotFound(member) }
        return value
    }

    private mutating func move(from: JSONPointer, to path: JSONPointer) throws(JSONPatchError.Kind) {
        if from == path {
            _ = try value(at: from, namedBy: .from)
        } else if from.isPrefix(of: path) {
            throw .moveIntoItself
        } else {
            try add(try remove(at: from, namedBy: .from), at: path)
        }
    }

    private mutating func add(_ value: JSON, at path: JSONPointer) throws(JSONPatchError.Kind) {
        let growth = try extent(of: value, at: path).size
        guard let last = path.tokens.last else {
            try replaceRoot(with: value, size: growth)
            return
        }
        let change = try root.editParent(of: path.tokens[...], namedBy: .path) { parent throws(JSONPatchError.Kind) in
            switch parent {
            case .object(var object):
                parent = .null
                defer { parent = .object(object) }
                let displaced = object[last]
                object[last] = value
                return growth - (displaced?.extent.size ?? -JSON.memberOverhead(of: last))
            case .array(var elements):
                guard let position = last == "-" ? elements.count : JSONPointer.arrayPosition(last), position <= elements.count else {
                    throw .invalidPosition(.path)
                }
                parent = .null
                defer { parent = .array(elements) }
                elements.insert(value, at: position)
                return growth + JSON.elementOverhead
            default:
                throw .pathNotFound(.path)
            }
        }
        try resize(by: change)
    }

    private mutating func replace(at path: JSONPointer, with value: JSON) throws(JSONPatchError.Kind) {
        let growth = try extent(of: value, at: path).size
        guard let last = path.tokens.last else {
            try replaceRoot(with: value, size: growth)
            return
        }
        let change = try root.editParent(of: path.tokens[...], namedBy: .path) { parent throws(JSONPatchError.Kind) in
            try parent.editChild(last, namedBy: .path) { child in
                let displaced = child
                child = value
                return growth - displaced.extent.size
            }
        }
        try resize(by: change)
    }

    private mutating func remove(
        at path: JSONPointer, namedBy member: JSONPatchError.Member
    ) throws(JSONPatchError.Kind) -> JSON {
        guard let last = path.tokens.last else { throw .removesDocument }
        let (removed, overhead) = try root.editParent(of: path.tokens[...], namedBy: member) { parent throws(JSONPatchError.Kind) in
            switch parent {
            case .object(var object):
                parent = .null
                defer { parent = .object(object) }
                guard let removed = object.removeValue(forKey: last) else { throw .pathNotFound(member) }
                return (removed, JSON.memberOverhead(of: last))
            case .array(var elements):
                guard let position = JSONPointer.arrayPosition(last) else { throw .invalidPosition(member) }
                guard position < elements.count else { throw .pathNotFound(member) }
                parent = .null
                defer { parent = .array(elements) }
                return (elements.remove(at: position), JSON.elementOverhead)
            default:
                throw .pathNotFound(member)
            }
        }
        try resize(by: -(removed.extent.size + overhead))
        return removed
    }

    private mutating func replaceRoot(with value: JSON, size: Int) throws(JSONPatchError.Kind) {
        root = value
        try resize(by: size - self.size)
    }

    private mutating func resize(by change: Int) throws(JSONPatchError.Kind) {
        size += change
        if size > maximumSize { throw .tooLarge }
    }

    private func extent(of value: JSON, at path: JSONPointer) throws(JSONPatchError.Kind) -> JSON.Extent {
        let extent = value.extent
        if path.tokens.count + extent.depth > maximumDepth { throw .tooDeep }
        return extent
    }
}
