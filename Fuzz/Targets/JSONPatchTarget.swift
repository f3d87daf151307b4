@testable import JSONCore

/// A document on the first line and a patch after it, taken as JSON Patch (RFC 6902), as merge patch (RFC 7396) and as pointers (RFC 6901).
enum JSONPatchTarget: FuzzTarget {
    static let name = "json-patch"
    static let jsonTexts = 2

    static func run(_ input: UnsafeRawBufferPointer) {
        guard let (first, second) = input.twoTexts else { return }
        guard let document = try? JSON.parse(first), let patch = try? JSON.parse(second) else { return }
        checkMergePatch(document, patch)
        checkPointers(in: patch, document)
        guard let operations = try? JSONPatch(patch) else {
            require(ReferencePatch.isMalformed(patch), "a patch is refused only when it is malformed")
            return
        }
        let before = document.serialized()
        let expected = ReferencePatch.applied(operations, to: ReferenceValue(document))
        for limits in [JSONLimits.standard, JSONLimits(maximumDepth: 4, maximumPatchedSize: 64)] {
            check(operations, document, limits, expected)
            require(document.serialized() == before, "applying a patch leaves the document what it was")
        }
        if operations.operations.count <= 16 { checkGrowth(operations, document) }
    }

    /// The largest size on the way is allowed by a limit of just that, and refused by a limit one below.
    private static func checkGrowth(_ patch: JSONPatch, _ document: JSON) {
        var peak = 0
        for count in 1...max(1, patch.operations.count) {
            guard let result = try? JSONPatch(Array(patch.operations.prefix(count))).apply(to: document) else { return }
            peak = max(peak, result.extent.size)
        }
        guard peak > document.extent.size else { return }
        func isAllowed(_ size: Int) -> Bool { (try? patch.apply(to: document, limits: JSONLimits(maximumPatchedSize: size))) != nil }
        require(isAllowed(peak) && !isAllowed(peak - 1), "a document is measured exactly while it is patched")
    }

    private static func check(_ operations: JSONPatch, _ document: JSON, _ limits: JSONLimits, _ expected: ReferenceValue?) {
        do {
            let result = try operations.apply(to: document, limits: limits)
            require(expected?.isWrittenLike(ReferenceValue(result)) == true, "a patch does what RFC 6902 says")
            let bound = max(limits.maximumPatchedSize, document.extent.size)
            require(result.extent.size <= bound, "the result is no larger than allowed")
            require(result.extent.depth <= max(limits.maximumDepth, document.extent.depth), "nor deeper")
            require((try? JSON.parse(result.serialized()))?.isIdentical(to: result) == true, "the result reads back identical")
            let tested = JSONPatch(operations.operations + [.test(path: .root, value: result)])
            require((try? tested.apply(to: document, limits: limits)) == result, "a test of the result holds")
        } catch {
            require(error.operation.map { operations.operations.indices.contains($0) } == true, "a failure names an operation")
            require(!error.description.isEmpty, "and the rule")
            switch error.kind {
            case .tooLarge, .tooDeep: break
            default: require(expected == nil, "a patch fails only when RFC 6902 says so: \(error)")
            }
        }
    }

    private static func checkMergePatch(_ document: JSON, _ patch: JSON) {
        let result = document.merged(with: patch)
        let expected = ReferencePatch.merged(ReferenceValue(document), ReferenceValue(patch))
        require(ReferenceValue(result).isWrittenLike(expected), "a merge patch does what RFC 7396 says")
        require(result.merged(with: patch).isIdentical(to: result), "doing it twice does it once")
        require((try? JSON.parse(result.serialized()))?.isIdentical(to: result) == true, "the result reads back identical")
    }

    /// Takes every string of the patch for a pointer into the document.
    private static func checkPointers(in patch: JSON, _ document: JSON) {
        switch patch {
        case .array(let elements): for element in elements { checkPointers(in: element, document) }
        case .object(let object): for member in object { checkPointers(in: member.value, document) }
        case .string(let text): check(text, document)
        default: break
        }
    }

    private static func check(_ text: String, _ document: JSON) {
        guard let pointer = try? JSONPointer(parsing: text) else { return }
        require(pointer.description.hasSameBytes(as: text), "a pointer is written as it was read")
        require((try? JSONPointer(uriFragment: pointer.uriFragment)) == pointer, "and as a fragment it is the same")
        let expected = ReferencePatch.value(in: ReferenceValue(document), at: pointer.tokens[...])
        let value = document.value(at: pointer).map { ReferenceValue($0) }
        switch (expected, value) {
        case (nil, nil): break
        case (let expected?, let value?): require(expected.isWrittenLike(value), "a pointer leads where RFC 6901 says")
        default: require(false, "a pointer leads somewhere when RFC 6901 says so")
        }
    }
}
