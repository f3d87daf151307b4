/// A regular expression as an automaton: instructions that consume a class of characters, branch, or demand something of a place.
///
/// Whether there is a match is all that is asked of it, so which way of matching comes first is not kept.
struct Automaton: Sendable {
    enum Instruction: Sendable {
        /// Consumes a character of a class for which ``members`` is true at this offset, and goes on with the next instruction.
        case one(members: Int)
        /// Goes on in two places, the preferred one first.
        case split(Int, Int)
        case jump(Int)
        /// Goes on where the boundary is.
        case boundary(PatternNode.Boundary)
        /// Goes on where the look-around at this position in ``looks`` holds.
        case look(Int)
        /// Notes the place as the register's; only ``Backtracker`` keeps registers.
        case note(register: Int)
        /// Fails where the place is still the register's: an iteration that took nothing does not count. Only ``Backtracker`` checks.
        case progress(register: Int)
        /// Consumes what the group has captured; only ``Backtracker`` knows how.
        case backreference(group: Int)
        case match
    }

    /// A look-around: where its expression begins (ahead) or ends (behind).
    struct Look: Sendable {
        let automaton: Automaton
        let isAhead: Bool
        let isNegated: Bool
    }

    private(set) var instructions: ContiguousArray<Instruction> = []
    /// For each set of the expression, for each class, whether the set contains it; one set after another.
    private(set) var members: ContiguousArray<Bool> = []
    private(set) var looks: [Look] = []
    /// The registers that say where groups begin and end, two for each from 2 on.
    let groupRegisterCount: Int
    /// All registers, those for iterations included.
    private(set) var registerCount: Int

    /// Whether it depends on boundaries between words.
    private(set) var usesWordBoundaries = false

    /// How automata are built for the two ways of running them.
    enum Purpose {
        /// For ``Simulation``: looks ahead are built to be run from the end of the text to its start.
        case simulation
        /// For ``Backtracker``: groups are noted, and everything runs forward.
        case backtracking
    }

    private let purpose: Purpose
    private let isReversed: Bool
    private let classes: CharacterClasses
    private var positionsOfMembers: [CodePointSet: Int] = [:]
    private var positionsOfLooks: [PatternNode: Int] = [:]

    /// Builds the automaton of an expression, taking its states from the allowance.
    ///
    /// Throws ``PatternError`` when the allowance does not suffice.
    init(
        _ node: PatternNode, purpose: Purpose, isReversed: Bool = false, groupCount: Int = 0, classes: CharacterClasses,
        allowance: inout PatternAllowance
    ) throws(PatternError) {
        self.purpose = purpose
        self.isReversed = isReversed
        self.classes = classes
        groupRegisterCount = 2 + 2 * groupCount
        registerCount = groupRegisterCount
        try append(node, &allowance)
        try emit(.match, &allowance)
    }

    private mutating func emit(_ instruction: Instruction, _ allowance: inout PatternAllowance) throws(PatternError) {
        guard instructions.count < PatternAllowance.maximumStates, allowance.states > 0 else {
            throw PatternError("the pattern, or all patterns of the schema together, need too many states")
        }
        allowance.states -= 1
        instructions.append(instruction)
    }

    private mutating func append(_ node: PatternNode, _ allowance: inout PatternAllowance) throws(PatternError) {
        switch node {
        case .empty:
            break
        case .one(let set):
            try emit(.one(members: position(of: set)), &allowance)
        case .sequence(let nodes):
            if isReversed {
                for node in nodes.reversed() { try append(node, &allowance) }
            } else {
                for node in nodes { try append(node, &allowance) }
            }
        case .alternatives(let nodes):
            try append(alternatives: nodes, &allowance)
        case .repetition(let node, let minimum, let maximum):
            try append(repetition: node, minimum: minimum, maximum: maximum, &allowance)
        case .group(let node, let number):
            if purpose == .backtracking { try emit(.note(register: 2 * number), &allowance) }
            try append(node, &allowance)
            if purpose == .backtracking { try emit(.note(register: 2 * number + 1), &allowance) }
        case .backreference(let number):
            try emit(.backreference(group: number), &allowance)
        case .boundary(let boundary):
            if boundary == .word || boundary == .notWord { usesWordBoundaries = true }
            try emit(.boundary(boundary), &allowance)
        case .look(let expression, let isAhead, let isNegated):
            if let known = positionsOfLooks[node] { return try emit(.look(known), &allowance) }
            let automaton = try Automaton(
                expression, purpose: purpose, isReversed: isAhead == (purpose == .simulation), groupCount: (groupRegisterCount - 2) / 2,
                classes: classes, allowance: &allowance)
            usesWordBoundaries = usesWordBoundaries || automaton.usesWordBoundaries
            looks.append(Look(automaton: automaton, isAhead: isAhead, isNegated: isNegated))
            positionsOfLooks[node] = looks.count - 1
            try emit(.look(looks.count - 1), &allowance)
        }
    }

    private mutating func append(alternatives nodes: [PatternNode], _ allowance: inout PatternAllowance) throws(PatternError) {
        var jumps: [Int] = []
        for (position, node) in nodes.enumerated() {
            if position == nodes.count - 1 {
                try append(node, &allowance)
                break
            }
            let split = instructions.count
            try emit(.match, &allowance)
            try append(node, &allowance)
            jumps.append(instructions.count)
            try emit(.match, &allowance)
            instructions[split] = .split(split + 1, instructions.count)
        }
        for jump in jumps { instructions[jump] = .jump(instructions.count) }
    }

    private mutating func append(
        repetition node: PatternNode, minimum: Int, maximum: Int?, _ allowance: inout PatternAllowance
    ) throws(PatternError) {
        for _ in 0..<minimum {
            let count = instructions.count
            try append(node, &allowance)
            // What takes nothing and demands nothing takes no more of it a million times.
            if instructions.count == count { break }
        }
        guard let maximum else { return try append(loop: node, &allowance) }
        var splits: [Int] = []
        for _ in minimum..<maximum {
            splits.append(instructions.count)
            try emit(.match, &allowance)
            try append(node, &allowance)
        }
        for split in splits { instructions[split] = .split(split + 1, instructions.count) }
    }

    private mutating func append(loop node: PatternNode, _ allowance: inout PatternAllowance) throws(PatternError) {
        let split = instructions.count
        try emit(.match, &allowance)
        let register = registerCount
        if purpose == .backtracking {
            registerCount += 1
            try emit(.note(register: register), &allowance)
        }
        try append(node, &allowance)
        if purpose == .backtracking { try emit(.progress(register: register), &allowance) }
        try emit(.jump(split), &allowance)
        instructions[split] = .split(split + 1, instructions.count)
    }

    private mutating func position(of set: CodePointSet) -> Int {
        if let known = positionsOfMembers[set] { return known }
        let position = members.count
        members += classes.members(of: set)
        positionsOfMembers[set] = position
        return position
    }
}

/// What the patterns of one schema may cost together when they are compiled.
struct PatternAllowance {
    /// The most states of one pattern.
    static let maximumStates = 10_000

    /// States of automata, still to be spent.
    var states = 200_000
    /// Steps of making automata deterministic; a pattern that finds none left is simulated, which is slower and not different.
    var deterministicSteps = 500_000
    /// Unicode properties that may still be named; each may have to be read from all of Unicode.
    var properties = 16
    /// The properties named so far.
    private var namedProperties: Set<String> = []

    /// Whether a property may be named, as it has been before or there is room for another.
    mutating func takeProperty(_ name: String) -> Bool {
        guard namedProperties.insert(name).inserted else { return true }
        properties -= 1
        return properties >= 0
    }
}
