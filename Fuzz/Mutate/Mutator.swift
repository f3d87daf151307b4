@testable import JSONCore

/// What libFuzzer calls to make a new input from one it has kept. Every other time it changes bytes as it knows how; in between the JSON
/// texts of an input are changed as values, because few changes of bytes leave JSON that means something.
@_cdecl("LLVMFuzzerCustomMutator")
func mutate(_ bytes: UnsafeMutablePointer<UInt8>, _ count: Int, _ maximum: Int, _ seed: UInt32) -> Int {
    var random = SplitMix(seed: UInt64(seed))
    if target.jsonTexts > 0, Bool.random(using: &random) {
        let input = UnsafeRawBufferPointer(start: bytes, count: count)
        if let changed = changedTexts(of: input, &random), changed.count <= maximum {
            bytes.update(from: changed, count: changed.count)
            return changed.count
        }
    }
    return mutateBytes(bytes, count, maximum)
}

@_silgen_name("LLVMFuzzerMutate")
private func mutateBytes(_ bytes: UnsafeMutablePointer<UInt8>, _ count: Int, _ maximum: Int) -> Int

/// The input with one of its texts changed, in up to three places; nil when it is not JSON.
private func changedTexts(of input: UnsafeRawBufferPointer, _ random: inout SplitMix) -> [UInt8]? {
    var parts = [input]
    if target.jsonTexts == 2 {
        guard let (first, second) = input.twoTexts else { return nil }
        parts = [first, second]
    }
    var values: [JSON] = []
    for part in parts {
        guard let value = try? JSON.parse(part) else { return nil }
        values.append(value)
    }
    let chosen = Int.random(in: values.indices, using: &random)
    var mutation = ValueMutation(donors: values, random: random)
    for _ in 0..<Int.random(in: 1...3, using: &random) { values[chosen] = mutation.changed(values[chosen]) }
    return Array(values.map { $0.serialized() }.joined(separator: [UInt8(ascii: "\n")]))
}

/// A small generator (Steele, Lea, Flood: SplitMix64), so that libFuzzer's seed decides everything.
struct SplitMix: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) {
        state = seed
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
