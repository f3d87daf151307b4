import Testing

@testable import JSONSchema

/// The two ways of running a pattern that take time in proportion to the text, held against the third, which follows ECMA-262 step by step.
@Suite("Pattern engines")
struct PatternEngineTests {
    @Test("Automata agree with the backtracking of ECMA-262 on 4,000 random expressions")
    func agreement() throws {
        var random = RandomPattern(seed: 2_026)
        var searches = 0
        for _ in 0..<4_000 {
            let expression = random.expression()
            var allowance = PatternAllowance()
            guard let node = try? PatternParser.parse(expression, allowance: &allowance) else { continue }
            let pattern = try Pattern(expression, allowance: &allowance)
            let classes = CharacterClasses(of: node.sets, tellingWordsApart: true)
            let reference = try Automaton(
                node, purpose: .backtracking, groupCount: node.groupCount, classes: classes, allowance: &allowance)
            let simulated = try Automaton(node, purpose: .simulation, classes: classes, allowance: &allowance)
            for _ in 0..<4 {
                let subject = random.subject()
                var work = 200_000
                // Some expressions cost the backtracking too much; that is why it is not what is used.
                guard let expected = Backtracker.search(reference, in: subject, classes: classes, work: &work) else { continue }
                var ample = Int.max
                #expect(pattern.isFound(in: subject, work: &ample) == expected, "\(expression) in \(subject)")
                let isFound = Simulation.search(simulated, in: Subject(subject, in: classes), work: &ample)
                #expect(isFound == expected, "\(expression) simulated in \(subject)")
                searches += 1
            }
        }
        #expect(searches > 10_000)
    }

    @Test("The work of a simulation grows with the text and no faster", arguments: ["(a|b)*a(a|b){20}c", "(?=(a+)+b)(?<=(a|aa)*)b"])
    func linearWork(expression: String) throws {
        var allowance = PatternAllowance()
        let pattern = try Pattern(expression, allowance: &allowance)
        func work(_ count: Int) -> Int {
            var work = Int.max
            _ = pattern.isFound(in: String(repeating: "a", count: count), work: &work)
            return Int.max - work
        }
        #expect(work(20_000) <= 11 * work(2_000))
    }
}
