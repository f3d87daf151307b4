/// Chance with a seed: the same seed gives the same requests (Steele, Lea, Flood: SplitMix64).
struct Dice {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    private mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// A number from 0 up to, and without, `count`.
    mutating func roll(_ count: Int) -> Int { count > 0 ? Int(next() % UInt64(count)) : 0 }

    mutating func number(_ range: ClosedRange<Int>) -> Int { range.lowerBound + roll(range.count) }

    /// True so many times in a hundred.
    mutating func chance(_ percent: Int) -> Bool { roll(100) < percent }

    mutating func one<Element>(of choices: [Element]) -> Element { choices[roll(choices.count)] }

    /// Each of the choices so many times in a hundred, in their order.
    mutating func some<Element>(of choices: [Element], _ percent: Int) -> [Element] { choices.filter { _ in chance(percent) } }
}
