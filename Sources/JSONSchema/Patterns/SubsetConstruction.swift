/// The states of a ``DeterministicAutomaton`` while it is made: sets of states of an ``Automaton``.
struct SubsetConstruction {
    /// Everything the way so far decides about the way on.
    struct State: Hashable {
        /// Where the automaton may be, before what consumes nothing has been followed; in order.
        let kernel: [Int]
        /// Whether nothing has been consumed.
        let isAtStart: Bool
        /// Whether the character before is one of a word, where that matters.
        let isAfterWord: Bool
    }

    /// Where a character leads to.
    enum Step {
        /// The automaton has matched before the character, so what follows does not count.
        case matched
        case state(State)
    }

    private let automaton: Automaton
    private let classes: CharacterClasses
    private var marks: ContiguousArray<Int>
    private var mark = 0

    init(_ automaton: Automaton, classes: CharacterClasses) {
        self.automaton = automaton
        self.classes = classes
        marks = ContiguousArray(repeating: 0, count: automaton.instructions.count)
    }

    let start = State(kernel: [0], isAtStart: true, isAfterWord: false)

    /// Where a character of the class leads from a state; a search may begin at any place, so the automaton's start is always in the set.
    mutating func step(from state: State, over characterClass: Int, _ steps: inout Int) -> Step {
        let isWord = automaton.usesWordBoundaries && classes.isWord[characterClass]
        guard let consuming = close(state, isBeforeWord: isWord, isAtEnd: false, &steps) else { return .matched }
        // Each instruction is consumed by once at most, so no state comes twice.
        var kernel = [0]
        for position in consuming {
            if case .one(let members) = automaton.instructions[position], automaton.members[members + characterClass] {
                kernel.append(position + 1)
            }
        }
        steps -= kernel.count
        kernel.sort()
        return .state(State(kernel: kernel, isAtStart: false, isAfterWord: isWord))
    }

    /// Whether the automaton matches if the text ends in the state.
    mutating func matchesAtEnd(_ state: State, _ steps: inout Int) -> Bool {
        close(state, isBeforeWord: false, isAtEnd: true, &steps) == nil
    }

    /// The consuming instructions that can be reached without consuming; nil when a match can.
    private mutating func close(_ state: State, isBeforeWord: Bool, isAtEnd: Bool, _ steps: inout Int) -> [Int]? {
        mark += 1
        var pending = state.kernel
        var consuming: [Int] = []
        while let position = pending.popLast() {
            if marks[position] == mark { continue }
            marks[position] = mark
            steps -= 1
            switch automaton.instructions[position] {
            case .one: consuming.append(position)
            case .split(let first, let second): pending += [first, second]
            case .jump(let target): pending.append(target)
            case .boundary(let boundary):
                let holds =
                    switch boundary {
                    case .start: state.isAtStart
                    case .end: isAtEnd
                    case .word: state.isAfterWord != isBeforeWord
                    case .notWord: state.isAfterWord == isBeforeWord
                    }
                if holds { pending.append(position + 1) }
            case .note, .progress, .look, .backreference: pending.append(position + 1)
            case .match: return nil
            }
        }
        return consuming
    }
}
