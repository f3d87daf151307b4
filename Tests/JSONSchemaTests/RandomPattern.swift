/// Regular expressions and subjects drawn at random from a seed, the same on every run.
struct RandomPattern {
    private var state: UInt64

    init(seed: UInt64) {
        state = seed
    }

    /// A number below the bound (Steele, Lea, Flood: SplitMix64).
    private mutating func number(below bound: Int) -> Int {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return Int((mixed ^ (mixed >> 31)) % UInt64(bound))
    }

    /// An expression over the letters a to c, the space and é; without back-references, which automata do not know.
    mutating func expression(depth: Int = 3) -> String {
        let count = 1 + number(below: 3)
        var text = (0..<count).map { _ in term(depth: depth) }.joined()
        if depth > 0 && number(below: 4) == 0 { text += "|" + expression(depth: depth - 1) }
        return text
    }

    private mutating func term(depth: Int) -> String {
        let choice = number(below: depth > 0 ? 16 : 9)
        switch choice {
        case 0...3: return letter() + quantifier()
        case 4: return ["[ab]", "[^a]", "[a-c]", "[é-ê]", "[^\\w]"][number(below: 5)] + quantifier()
        case 5: return "." + quantifier()
        case 6: return ["\\w", "\\s", "\\W", "\\S"][number(below: 4)] + quantifier()
        case 7: return ["^", "$"][number(below: 2)]
        case 8: return ["\\b", "\\B"][number(below: 2)]
        case 9...12: return "(" + ["", "?:"][number(below: 2)] + expression(depth: depth - 1) + ")" + quantifier()
        case 13: return "(?=" + expression(depth: depth - 1) + ")"
        case 14: return "(?!" + expression(depth: depth - 1) + ")"
        default: return ["(?<=", "(?<!"][number(below: 2)] + expression(depth: depth - 1) + ")"
        }
    }

    private mutating func letter() -> String {
        ["a", "b", "c", "é", " "][number(below: 5)]
    }

    private mutating func quantifier() -> String {
        ["", "", "", "", "*", "+", "?", "{2}", "{1,2}", "{0,1}", "*?", "{2,}"][number(below: 12)]
    }

    /// A text over the same letters.
    mutating func subject() -> String {
        (0..<number(below: 9)).map { _ in letter() }.joined()
    }
}
