/// An automaton that is in one state at a time, so that a search takes one table look-up per character.
///
/// Made from an ``Automaton`` without look-arounds and back-references, as long as its states stay few.
final class DeterministicAutomaton: Sendable {
    /// For each state, for each class of characters, the next state.
    private let transitions: ContiguousArray<UInt16>
    /// For each state, whether the text matches if it ends here.
    private let matchesAtEnd: ContiguousArray<Bool>
    private let classCount: Int

    private static let failed = 0
    private static let matched = 1
    private static let start = 2

    private static let maximumTableSize = 16_384

    /// Makes the automaton deterministic; nil when that takes too many states, or more steps than are allowed.
    init?(_ automaton: Automaton, classes: CharacterClasses, allowance: inout PatternAllowance) {
        var construction = SubsetConstruction(automaton, classes: classes)
        var transitions = ContiguousArray(repeating: UInt16(Self.failed), count: classes.count)
        transitions += ContiguousArray(repeating: UInt16(Self.matched), count: classes.count)
        var matchesAtEnd: ContiguousArray<Bool> = [false, true]
        var known: [SubsetConstruction.State: Int] = [construction.start: Self.start]
        var states = [construction.start]
        var next = 0
        while next < states.count {
            let state = states[next]
            next += 1
            for characterClass in 0..<classes.count {
                guard allowance.deterministicSteps > 0 else { return nil }
                switch construction.step(from: state, over: characterClass, &allowance.deterministicSteps) {
                case .matched:
                    transitions.append(UInt16(Self.matched))
                case .state(let target):
                    if let number = known[target] {
                        transitions.append(UInt16(number))
                    } else {
                        let number = states.count + Self.start
                        guard (number + 1) * classes.count <= Self.maximumTableSize else { return nil }
                        known[target] = number
                        states.append(target)
                        transitions.append(UInt16(number))
                    }
                }
            }
            matchesAtEnd.append(construction.matchesAtEnd(state, &allowance.deterministicSteps))
        }
        self.transitions = Self.endingEarly(transitions, matchesAtEnd, classCount: classes.count)
        self.matchesAtEnd = matchesAtEnd
        classCount = classes.count
    }

    /// Whether the automaton matches somewhere in the text.
    func search(_ text: String, _ classes: CharacterClasses) -> Bool {
        text.withBytes { bytes in
            transitions.withUnsafeBufferPointer { transitions in
                var state = Self.start
                var offset = 0
                while offset < bytes.count {
                    let characterClass = classes.next(in: bytes, at: &offset)
                    state = Int(transitions[state * classCount + characterClass])
                    if state <= Self.matched { return state == Self.matched }
                }
                return matchesAtEnd[state]
            }
        }
    }

    /// The transitions, with those states that can no longer match replaced by the failed one.
    private static func endingEarly(
        _ transitions: ContiguousArray<UInt16>, _ matchesAtEnd: ContiguousArray<Bool>, classCount: Int
    ) -> ContiguousArray<UInt16> {
        var sources = Array(repeating: [Int](), count: matchesAtEnd.count)
        for (position, target) in transitions.enumerated() { sources[Int(target)].append(position / classCount) }
        var canMatch = matchesAtEnd
        var pending = matchesAtEnd.indices.filter { matchesAtEnd[$0] }
        while let state = pending.popLast() {
            for source in sources[state] where !canMatch[source] {
                canMatch[source] = true
                pending.append(source)
            }
        }
        return ContiguousArray(transitions.map { canMatch[Int($0)] ? $0 : UInt16(failed) })
    }
}
