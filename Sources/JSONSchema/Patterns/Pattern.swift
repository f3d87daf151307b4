/// A regular expression of ECMA-262, compiled.
///
/// It matches when it is found anywhere in a text. Characters are Unicode code points, as with the `u` flag.
///
/// An expression is a conjunction of clauses, because look-aheads at its start are often the larger part of it (`^(?=.*\d)(?!.*\s).{8,}$`)
/// and can be searched for one by one. A clause is searched by a deterministic automaton where that stays small, else by simulating an
/// automaton: both take time in proportion to the text, whatever the expression. Only expressions with back-references are searched by
/// backtracking, with the work bounded.
final class Pattern: Sendable {
    private struct Clause: Sendable {
        let engine: Engine
        /// Whether the text matches when the clause does not.
        let isNegated: Bool
    }

    private enum Engine: Sendable {
        case deterministic(DeterministicAutomaton)
        indirect case simulation(Automaton)
        indirect case backtracking(Automaton)
    }

    private let clauses: [Clause]
    private let classes: CharacterClasses

    /// Compiles an expression, at a cost that is taken from the allowance.
    ///
    /// Throws ``PatternError`` when the text is no expression of ECMA-262, or one that needs too many states.
    init(_ text: String, allowance: inout PatternAllowance) throws(PatternError) {
        let node = try PatternParser.parse(text, allowance: &allowance)
        classes = CharacterClasses(of: node.sets, tellingWordsApart: node.hasWordBoundary)
        if node.hasBackreference {
            let automaton = try Automaton(
                node, purpose: .backtracking, groupCount: node.groupCount, classes: classes, allowance: &allowance)
            clauses = [Clause(engine: .backtracking(automaton), isNegated: false)]
            return
        }
        var clauses: [Clause] = []
        for (node, isNegated) in node.clauses {
            let automaton = try Automaton(node, purpose: .simulation, classes: classes, allowance: &allowance)
            let deterministic =
                automaton.looks.isEmpty ? DeterministicAutomaton(automaton, classes: classes, allowance: &allowance) : nil
            clauses.append(Clause(engine: deterministic.map { .deterministic($0) } ?? .simulation(automaton), isNegated: isNegated))
        }
        self.clauses = clauses
    }

    /// Whether the expression is found in the text; nil when the work is spent before that is known.
    ///
    /// The work is counted in states visited; a character in a deterministic automaton is half of one.
    func isFound(in text: String, work: inout Int) -> Bool? {
        for clause in clauses {
            let isFound: Bool?
            switch clause.engine {
            case .deterministic(let automaton):
                work -= text.utf8.count / 2
                isFound = automaton.search(text, classes)
            case .simulation(let automaton):
                isFound = Simulation.search(automaton, in: Subject(text, in: classes), work: &work)
            case .backtracking(let automaton):
                // In proportion to the text too, and small enough that an array of hostile texts ends soon.
                var bounded = min(work, 20_000 + 100 * text.utf8.count)
                let start = bounded
                isFound = Backtracker.search(automaton, in: text, classes: classes, work: &bounded)
                work -= start - max(bounded, 0)
            }
            guard let isFound else { return nil }
            if isFound == clause.isNegated { return false }
        }
        return true
    }
}

extension PatternNode {
    /// The expressions that must each be found, or not be found, for the whole to be found.
    ///
    /// After `^` at the very start every look-ahead is one of its own: it holds exactly when `^` and its expression are found.
    fileprivate var clauses: [(node: PatternNode, isNegated: Bool)] {
        guard case .sequence(let nodes) = self, nodes.first == .boundary(.start) else { return [(self, false)] }
        var looks: [(node: PatternNode, isNegated: Bool)] = []
        var rest = nodes.dropFirst()
        while case .look(let node, isAhead: true, let isNegated)? = rest.first {
            looks.append((.sequence([.boundary(.start), node]), isNegated))
            rest = rest.dropFirst()
        }
        return looks + [(.sequence([.boundary(.start)] + rest), false)]
    }

    /// Every set of code points that the expression tells apart.
    var sets: Set<CodePointSet> {
        switch self {
        case .one(let set): [set]
        case .empty, .backreference, .boundary: []
        case .sequence(let nodes), .alternatives(let nodes): nodes.reduce(into: []) { $0.formUnion($1.sets) }
        case .repetition(let node, _, _), .group(let node, _), .look(let node, _, _): node.sets
        }
    }

    fileprivate var hasWordBoundary: Bool {
        contains { $0 == .boundary(.word) || $0 == .boundary(.notWord) }
    }

    var groupCount: Int {
        switch self {
        case .group(let node, let number): max(number, node.groupCount)
        case .sequence(let nodes), .alternatives(let nodes): nodes.map(\.groupCount).max() ?? 0
        case .repetition(let node, _, _), .look(let node, _, _): node.groupCount
        case .empty, .one, .backreference, .boundary: 0
        }
    }
}
