@testable import JSONCore

/// JSON text of any bytes: accepted exactly when the grammar and the limits allow it, and given back as it was.
enum JSONTextTarget: FuzzTarget {
    static let name = "json-text"
    static let jsonTexts = 0

    static func run(_ input: UnsafeRawBufferPointer) {
        for limits in [JSONLimits.standard, .grammar] { check(input, limits) }
        let kept = result(input, .standard)
        if let kept {
            let read = result(input, .grammar)
            require(read?.isIdentical(to: kept) == true, "what the strict rules accept, the grammar alone reads alike")
        }
    }

    private static func result(_ input: UnsafeRawBufferPointer, _ limits: JSONLimits) -> JSON? {
        try? JSON.parse(input, limits: limits)
    }

    private static func check(_ input: UnsafeRawBufferPointer, _ limits: JSONLimits) {
        let expected = ReferenceReader.value(of: input, limits: limits)
        do {
            let value = try JSON.parse(input, limits: limits)
            require(expected != nil, "a text is accepted only when the grammar and the limits allow it")
            require(expected?.isWrittenLike(ReferenceValue(value)) == true, "a text is read as the grammar says")
            checkAccepted(value, limits)
            Numbers.check(in: value)
        } catch {
            require(expected == nil, "a text is refused only when the grammar or the limits demand it: \(error)")
            require((0...input.count).contains(error.offset), "the place of an error is in the text")
            let (line, column) = error.position(in: input)
            require(line >= 1 && column >= 1 && line + column <= error.offset + 2, "a place is a line and a column")
            require(error == retried(input, limits), "the same text is refused in the same way")
        }
    }

    /// The error of a second reading, through another door.
    private static func retried(_ input: UnsafeRawBufferPointer, _ limits: JSONLimits) -> JSONSyntaxError? {
        do {
            _ = try JSON.parse(Array(input), limits: limits)
            return nil
        } catch {
            return error
        }
    }

    private static func checkAccepted(_ value: JSON, _ limits: JSONLimits) {
        let written = value.serialized()
        require(written.withUnsafeBytes { result($0, limits) }?.isIdentical(to: value) == true, "what is written reads back identical")
        require((try? JSON.parse(value.prettyText, limits: limits))?.serialized() == written, "so does what is written for people")
        require((try? JSON.parse(value.text, limits: limits))?.serialized() == written, "what is read back is written alike")
        var writer = JSONWriter()
        writer.value(value)
        require(writer.bytes == written, "both ways of writing write alike")

        let copy = (try? JSON.parse(written, limits: limits)) ?? .null
        require(copy == value && copy.hashValue == value.hashValue, "equal values have equal hashes")
        let turned = value.withMembersReversed
        require(turned == value && turned.hashValue == value.hashValue, "the order of members does not count")
        require(turned.isIdentical(to: value), "nor for what counts as a change")
        require(value.extent.depth <= limits.maximumDepth, "no deeper than allowed")
        require(value.extent.size <= 2 * written.count, "the size that is counted on is about that of the text")
    }
}

extension JSON {
    /// The value with the members of every object in the opposite order.
    var withMembersReversed: JSON {
        switch self {
        case .array(let elements): .array(elements.map(\.withMembersReversed))
        case .object(let object):
            .object(JSONObject(uniqueMembers: object.reversed().map { (key: $0.key, value: $0.value.withMembersReversed) }))
        default: self
        }
    }
}
