import Foundation

/// Runs one task on one document, many times, for `bench-schema.py`:
///
///     SchemaBenchmark time TASK SCHEMA DOCUMENT SECONDS     prints nanoseconds of CPU time per run
///     SchemaBenchmark repeat TASK SCHEMA DOCUMENT COUNT     runs so many times, for what counts allocations from outside
///     SchemaBenchmark violations SCHEMA DOCUMENT            prints how many violations are listed
@main
enum SchemaBenchmark {
    static func main() throws {
        let arguments = Array(CommandLine.arguments.dropFirst())
        guard arguments.count >= 3 else { throw Usage() }
        let files = try arguments[(arguments[0] == "violations" ? 1 : 2)...].prefix(2).map { try Data(contentsOf: URL(filePath: $0)) }
        guard files.count == 2 else { throw Usage() }
        let document = try BenchmarkDocument(schema: files[0], text: files[1])
        switch arguments[0] {
        case "violations":
            print(document.violationCount)
        case "time":
            guard arguments.count == 5, let seconds = Double(arguments[4]) else { throw Usage() }
            print(try Timing.nanoseconds(of: document.task(arguments[1]), during: seconds))
        case "repeat":
            guard arguments.count == 5, let count = Int(arguments[4]) else { throw Usage() }
            let task = try document.task(arguments[1])
            for _ in 0..<count { try task() }
        default:
            throw Usage()
        }
    }
}

/// Arguments that are not understood.
struct Usage: Error, CustomStringConvertible {
    let description = "usage: SchemaBenchmark time|repeat TASK SCHEMA DOCUMENT NUMBER, or SchemaBenchmark violations SCHEMA DOCUMENT"
}
