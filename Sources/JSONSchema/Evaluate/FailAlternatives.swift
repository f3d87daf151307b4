import JSONCore

extension Evaluation {
    /// Reports that no alternative holds, given the failures of each; always false.
    ///
    /// When exactly one alternative takes the instance's type, that one was meant, and its violations say more than "none of two": for
    /// `anyOf: [{type: string, maxLength: 250}, {type: null}]` a long string is "at most 250 characters".
    mutating func fail(alternatives: [[Violation]], _ place: KeywordPlace, _ message: @autoclosure () -> String) -> Bool {
        evaluated.markUncertain()
        guard collects else { return false }
        let here = pointer
        let meant = alternatives.filter { failures in
            !failures.contains { $0.instance == here && ($0.keyword == TypeKeyword.name || $0.keyword == Violation.falseSchema) }
        }
        guard meant.count == 1, let failures = meant.first, !failures.isEmpty else { return fail(place, limit: nil, message()) }
        for violation in failures { report(violation) }
        return false
    }
}
