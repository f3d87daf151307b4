/// A part of Kith that is given inputs made up by libFuzzer, and what must be true of every one of them.
protocol FuzzTarget: SendableMetatype {
    /// The name of the program, of the seeds' folder and of the word list.
    static var name: String { get }

    /// How many JSON texts an input is, one on each line: none, one or two.
    static var jsonTexts: Int { get }

    /// Gives the input to the part; ends the process when something is not as promised.
    static func run(_ input: UnsafeRawBufferPointer)
}

/// Every target there is. `Scripts/fuzz` reads the names from the folders in `Seeds`.
let fuzzTargets: [any FuzzTarget.Type] = [
    JSONTextTarget.self, SchemaCompileTarget.self, SchemaInstanceTarget.self, PatternTarget.self, JSONPatchTarget.self,
]

/// Ends the process, which libFuzzer takes as a finding, unless the property holds.
func require(_ holds: Bool, _ property: @autoclosure () -> String, file: StaticString = #fileID, line: UInt = #line) {
    if !holds { fatalError("property broken: \(property())", file: file, line: line) }
}

extension UnsafeRawBufferPointer {
    /// The input's first line and all that follows it: two texts, so that a seed can be written by hand.
    var twoTexts: (first: UnsafeRawBufferPointer, second: UnsafeRawBufferPointer)? {
        guard let end = firstIndex(of: UInt8(ascii: "\n")) else { return nil }
        return (UnsafeRawBufferPointer(rebasing: self[..<end]), UnsafeRawBufferPointer(rebasing: self[(end + 1)...]))
    }
}
