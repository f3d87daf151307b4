import JSONCore

/// The schema `false`, which allows nothing, JSON Schema 2020-12 core, section 4.3.2.
final class FalseSchema: Constraint {
    private let place: KeywordPlace

    init(pointer: JSONPointer) {
        place = KeywordPlace(keyword: Violation.falseSchema, pointer: pointer)
    }

    func holds(for instance: JSON, in evaluation: inout Evaluation) -> Bool {
        evaluation.fail(place, limit: nil, "is not allowed here")
    }
}
