import JSONCore

/// `uniqueItems`: no two elements of an array are equal, JSON Schema 2020-12 validation, section 6.4.3.
///
/// Elements are hashed, so the time grows with the array's size and not with its square.
final class UniqueItemsKeyword: Keyword, Constraint {
    static let name = "uniqueItems"
    static let vocabulary = Vocabulary.validation

    /// Up to so many elements, comparing each with each is faster.
    private static let hashingThreshold = 8

    private let place: KeywordPlace

    private init(place: KeywordPlace) {
        self.place = place
    }

    static func compile(_ source: KeywordSource) throws(SchemaError) -> (any Constraint)? {
        try source.boolean() ? UniqueItemsKeyword(place: source.place) : nil
    }

    func holds(for instance: JSON, in evaluation: inout Evaluation) -> Bool {
        guard case .array(let elements) = instance, elements.count > 1 else { return true }
        guard evaluation.spendOnComparing(instance, times: Self.hashingThreshold / 2) else { return false }
        if Self.areUnique(elements) { return true }
        return evaluation.fail(place, limit: true, "must not have equal elements")
    }

    private static func areUnique(_ elements: [JSON]) -> Bool {
        if elements.count <= Self.hashingThreshold {
            return elements.indices.allSatisfy { last in !elements[..<last].contains(elements[last]) }
        }
        var seen: Set<JSON> = []
        seen.reserveCapacity(elements.count)
        return elements.allSatisfy { seen.insert($0).inserted }
    }
}
