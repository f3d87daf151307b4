import JSONCore

extension Evaluation {
    /// Whether the pattern is found in the text, at a cost taken from the budget; false, with a violation that says so, when the budget
    /// does not suffice to tell.
    mutating func matches(_ pattern: Pattern, _ text: String, _ place: KeywordPlace) -> Bool {
        // However short the text, a search takes its time.
        guard spend(1), spendOnReading(text) else { return false }
        // A state visited costs a fraction of a step.
        let statesPerStep = 4
        let available = remainingSteps * statesPerStep
        var work = available
        let isFound = pattern.isFound(in: text, work: &work)
        if let isFound, spend((available - work) / statesPerStep) { return isFound }
        giveUp(at: place)
        return false
    }
}
