/// What libFuzzer calls with every input it makes up.
///
/// All targets are one program; the name it is called by says which of them runs, so that the modules are compiled and linked once.
@_cdecl("LLVMFuzzerTestOneInput")
func testOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    // The buffer is libFuzzer's own, of exactly the input's length: the sanitizer sees an access past it.
    target.run(UnsafeRawBufferPointer(start: start, count: start == nil ? 0 : count))
    return 0
}

/// The target that the program is called by the name of.
let target: any FuzzTarget.Type = {
    let name = CommandLine.arguments.first?.split(separator: "/").last.map(String.init) ?? ""
    guard let target = fuzzTargets.first(where: { $0.name == name }) else {
        fatalError("call the program by the name of a target: \(fuzzTargets.map { $0.name }.joined(separator: ", "))")
    }
    return target
}()
