/// Runs an automaton over a subject by trying one way after another, as ECMA-262, section 22.2.2 describes: the only way for expressions
/// with back-references, whose matching is NP-hard. The work is bounded, so such a search may end without an answer.
struct Backtracker {
    private let subject: Subject
    private let codePoints: [Unicode.Scalar]
    private var work: Int

    /// What beginning at a place costs, in instructions.
    private static let workToBegin = 16

    /// A way not yet taken.
    private struct Alternative {
        let state: Int
        let place: Int
        /// How many changes of registers there were when it was left.
        let changes: Int
    }

    /// Whether the automaton matches the text anywhere; nil when the work, counted in instructions, is spent.
    static func search(_ automaton: Automaton, in text: String, classes: CharacterClasses, work: inout Int) -> Bool? {
        var backtracker = Backtracker(text, classes: classes, work: work)
        defer { work = backtracker.work }
        for start in 0...backtracker.codePoints.count {
            backtracker.work -= workToBegin
            var registers = ContiguousArray(repeating: -1, count: automaton.registerCount)
            guard let matches = backtracker.run(automaton, from: start, backwards: false, &registers) else { return nil }
            if matches { return true }
        }
        return false
    }

    private init(_ text: String, classes: CharacterClasses, work: Int) {
        subject = Subject(text, in: classes)
        codePoints = Array(text.unicodeScalars)
        self.work = work
    }

    /// Whether the automaton matches from a place on; the registers then tell where the groups are.
    private mutating func run(
        _ automaton: Automaton, from start: Int, backwards: Bool, _ registers: inout ContiguousArray<Int>
    ) -> Bool? {
        var alternatives: [Alternative] = []
        var changes: [(register: Int, old: Int)] = []
        var state = 0
        var place = start
        while true {
            work -= 1
            guard work >= 0 else { return nil }
            var fails = false
            var next = state + 1
            switch automaton.instructions[state] {
            case .one(let members):
                let position = backwards ? place - 1 : place
                if subject.classes.indices.contains(position), automaton.members[members + Int(subject.classes[position])] {
                    place += backwards ? -1 : 1
                } else {
                    fails = true
                }
            case .split(let first, let second):
                alternatives.append(Alternative(state: second, place: place, changes: changes.count))
                next = first
            case .jump(let target):
                next = target
            case .boundary(let boundary):
                fails = !subject.has(boundary, at: place)
            case .look(let position):
                let look = automaton.looks[position]
                guard let holds = run(look, from: place, &registers, &changes) else { return nil }
                fails = !holds
            case .note(let register):
                changes.append((register, registers[register]))
                registers[register] = place
            case .progress(let register):
                fails = registers[register] == place
            case .backreference(let group):
                if let end = endOfRepeated(group, from: place, backwards: backwards, registers) { place = end } else { fails = true }
            case .match:
                return true
            }
            if !fails {
                state = next
                continue
            }
            guard let alternative = alternatives.popLast() else { return false }
            while changes.count > alternative.changes, let change = changes.popLast() { registers[change.register] = change.old }
            state = alternative.state
            place = alternative.place
        }
    }

    /// Whether a look-around holds at a place. What groups capture in it stays captured, unless it is negated.
    private mutating func run(
        _ look: Automaton.Look, from place: Int, _ registers: inout ContiguousArray<Int>, _ changes: inout [(register: Int, old: Int)]
    ) -> Bool? {
        var own = registers
        while own.count < look.automaton.registerCount { own.append(-1) }
        guard let matches = run(look.automaton, from: place, backwards: !look.isAhead, &own) else { return nil }
        if matches && !look.isNegated {
            for register in 0..<look.automaton.groupRegisterCount where own[register] != registers[register] {
                changes.append((register, registers[register]))
                registers[register] = own[register]
            }
        }
        return matches != look.isNegated
    }

    /// The place after what the group has captured, if that comes again; a group that has captured nothing comes always.
    private mutating func endOfRepeated(_ group: Int, from place: Int, backwards: Bool, _ registers: ContiguousArray<Int>) -> Int? {
        let (first, second) = (registers[2 * group], registers[2 * group + 1])
        guard first >= 0, second >= 0 else { return place }
        let captured = min(first, second)..<max(first, second)
        let start = backwards ? place - captured.count : place
        guard start >= 0, start + captured.count <= codePoints.count else { return nil }
        work -= captured.count
        guard codePoints[captured] == codePoints[start..<start + captured.count] else { return nil }
        return backwards ? start : start + captured.count
    }
}
