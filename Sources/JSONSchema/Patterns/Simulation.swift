/// Runs an automaton over a subject by keeping the set of states it may be in, so the time is at most the subject's length times the
/// number of states: nothing is ever tried twice.
///
/// Look-arounds are decided for all places beforehand, each by one run of its own, after Barrière and Pit-Claudel, "Linear Matching of
/// JavaScript Regular Expressions" (2024). Back-references are not known here.
struct Simulation {
    private let automaton: Automaton
    private let subject: Subject
    private var truths: [Places] = []
    /// The states visited at the present place: those whose mark is the place's.
    private var marks: ContiguousArray<Int>
    private var mark = 0
    private var pending: ContiguousArray<Int> = []
    private var consuming: ContiguousArray<Int> = []

    /// What a run costs however short the subject, in states visited.
    private static let workToBegin = 64

    /// Whether the automaton matches the subject anywhere, from any place on; nil when the work, counted in states visited, is spent.
    static func search(_ automaton: Automaton, in subject: Subject, work: inout Int) -> Bool? {
        var simulation = Simulation(automaton, subject)
        guard simulation.decideLooks(&work) else { return nil }
        var found = false
        let isDone = simulation.run(backwards: false, work: &work) { _ in
            found = true
            return false
        }
        return isDone ? found : nil
    }

    private init(_ automaton: Automaton, _ subject: Subject) {
        self.automaton = automaton
        self.subject = subject
        marks = ContiguousArray(repeating: 0, count: automaton.instructions.count)
    }

    /// Finds where each look-around holds; false when the work is spent.
    private mutating func decideLooks(_ work: inout Int) -> Bool {
        for look in automaton.looks {
            var places = Places(upTo: subject.classes.count)
            work -= subject.classes.count / 64
            var simulation = Simulation(look.automaton, subject)
            guard simulation.decideLooks(&work) else { return false }
            let isDone = simulation.run(backwards: look.isAhead, work: &work) { place in
                places.insert(place)
                return true
            }
            guard isDone else { return false }
            truths.append(places)
        }
        return true
    }

    /// Runs from every place to one end of the subject, telling each place where the automaton matches until told to stop; false when the
    /// work is spent.
    private mutating func run(backwards: Bool, work: inout Int, found: (Int) -> Bool) -> Bool {
        let count = subject.classes.count
        work -= Self.workToBegin + automaton.instructions.count / 8
        for distance in 0...count {
            let place = backwards ? count - distance : distance
            mark += 1
            consuming.removeAll(keepingCapacity: true)
            pending.append(0)
            if close(at: place, &work), !found(place) { return true }
            guard work >= 0 else { return false }
            if distance == count { break }
            let next = Int(subject.classes[backwards ? place - 1 : place])
            for state in consuming {
                if case .one(let members) = automaton.instructions[state], automaton.members[members + next] { pending.append(state + 1) }
            }
        }
        return true
    }

    /// Follows everything that consumes nothing from the pending states; whether one of the ways matches.
    private mutating func close(at place: Int, _ work: inout Int) -> Bool {
        var matches = false
        while let state = pending.popLast() {
            if marks[state] == mark { continue }
            marks[state] = mark
            work -= 1
            switch automaton.instructions[state] {
            case .one: consuming.append(state)
            case .split(let first, let second):
                pending.append(second)
                pending.append(first)
            case .jump(let target): pending.append(target)
            case .boundary(let boundary):
                if subject.has(boundary, at: place) { pending.append(state + 1) }
            case .look(let look):
                if truths[look].contains(place) != automaton.looks[look].isNegated { pending.append(state + 1) }
            case .note, .progress, .backreference: pending.append(state + 1)
            case .match: matches = true
            }
        }
        return matches
    }
}
