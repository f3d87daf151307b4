/// A regular expression taken apart.
///
/// Whether quantifiers are lazy is not kept: it changes what a match consists of, never whether there is one.
indirect enum PatternNode: Hashable, Sendable {
    /// A place between code points at which something holds.
    enum Boundary: Hashable, Sendable {
        /// `^`
        case start
        /// `$`
        case end
        /// `\b`
        case word
        /// `\B`
        case notWord
    }

    case empty
    /// One code point out of a set.
    case one(CodePointSet)
    case sequence([PatternNode])
    case alternatives([PatternNode])
    /// A node several times; without a maximum when it is nil.
    case repetition(PatternNode, minimum: Int, maximum: Int?)
    /// A group that captures, by its number from 1.
    case group(PatternNode, number: Int)
    /// The text that a group has captured.
    case backreference(number: Int)
    case boundary(Boundary)
    /// `(?=…)`, `(?!…)`, `(?<=…)` and `(?<!…)`.
    case look(PatternNode, isAhead: Bool, isNegated: Bool)
}

extension PatternNode {
    /// Whether some part of the expression satisfies the predicate.
    func contains(_ predicate: (PatternNode) -> Bool) -> Bool {
        if predicate(self) { return true }
        return switch self {
        case .empty, .one, .backreference, .boundary: false
        case .sequence(let nodes), .alternatives(let nodes): nodes.contains { $0.contains(predicate) }
        case .repetition(let node, _, _), .group(let node, _), .look(let node, _, _): node.contains(predicate)
        }
    }

    /// Whether it refers back to what a group has captured, which no automaton can do.
    var hasBackreference: Bool {
        contains { if case .backreference = $0 { true } else { false } }
    }
}
