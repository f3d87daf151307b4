import JSONCore

@testable import JSONSchema

/// A regular expression on the first line and a text after it: the three ways of searching agree, with work in proportion to the text.
enum PatternTarget: FuzzTarget {
    static let name = "pattern"
    static let jsonTexts = 0

    static func run(_ input: UnsafeRawBufferPointer) {
        guard let (first, second) = input.twoTexts else { return }
        let expression = String(decoding: first, as: UTF8.self)
        let text = String(decoding: second, as: UTF8.self)
        var allowance = PatternAllowance()
        // What takes more is searched by simulation; making automata deterministic would be most of the time.
        allowance.deterministicSteps = 20_000
        let states = allowance.states
        let pattern = try? Pattern(expression, allowance: &allowance)
        let isFound = pattern.flatMap { search($0, states: states - allowance.states, in: text) }
        // As much as all else together, so not each time.
        if input.count % 4 == 0 { checkSchema(expression, pattern, on: text, isFound) }
        guard pattern != nil else { return }
        require(PatternParser.accepts(expression), "a pattern that compiles is in the grammar")
        checkEngines(expression, in: text, isFound)
    }

    /// A schema refuses what is no pattern, or too long, and searches as its pattern does.
    private static func checkSchema(_ expression: String, _ pattern: Pattern?, on text: String, _ isFound: Bool?) {
        let schema = try? Schema.compile(["pattern": .string(expression)])
        let isAllowed = expression.utf8.count <= SchemaLimits.standard.maximumPatternLength
        require((schema != nil) == (pattern != nil && isAllowed), "a schema takes the patterns there are, up to a length")
        guard let schema else { return }
        let verdict = Verdicts.check(schema, on: .string(text))
        if let isFound { Verdicts.compare(isFound ? .valid : .invalid, verdict, "a schema searches as its pattern does") }
    }

    /// Whether the pattern is found; checks the work that takes.
    private static func search(_ pattern: Pattern, states: Int, in text: String) -> Bool? {
        let ample = 1 << 40
        var work = ample
        let isFound = pattern.isFound(in: text, work: &work)
        let spent = ample - work
        // A state is visited at most once for each place, and what it takes to begin is paid with the states too. Back-references are given
        // up after a share that is known.
        let bound = (states + 1) * (text.utf8.count + 72) + 20_000 + 101 * text.utf8.count
        require(spent <= bound, "the work grows with the text and no faster: \(spent)")
        var scarce = spent / 2
        let found = pattern.isFound(in: text, work: &scarce)
        require(found == nil || found == isFound, "less work gives no other answer")
        return isFound
    }

    /// Searches again by simulation and by backtracking, which follows ECMA-262 step by step.
    private static func checkEngines(_ expression: String, in text: String, _ isFound: Bool?) {
        var allowance = PatternAllowance()
        guard let node = try? PatternParser.parse(expression, allowance: &allowance) else { return }
        let classes = CharacterClasses(of: node.sets, tellingWordsApart: true)
        let automaton = try? Automaton(
            node, purpose: .backtracking, groupCount: node.groupCount, classes: classes, allowance: &allowance)
        var work = 50_000
        guard let automaton, let expected = Backtracker.search(automaton, in: text, classes: classes, work: &work) else { return }
        if let isFound { require(isFound == expected, "a pattern is found as ECMA-262 says") }
        guard !node.hasBackreference,
            let simulated = try? Automaton(node, purpose: .simulation, classes: classes, allowance: &allowance)
        else { return }
        var ample = Int.max
        let isSimulated = Simulation.search(simulated, in: Subject(text, in: classes), work: &ample)
        require(isSimulated == expected, "a simulation finds what ECMA-262 says")
    }
}
