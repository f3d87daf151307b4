package import Foundation
package import JSONCore
import Synchronization

/// A run of the command line as a process of its own: what it printed and how it ended.
package struct KithProcess {
    package let output: String
    package let errors: String
    package let status: Int32

    /// Foundation starts processes from several threads at once so that now and then the program crashes in `Process.run`.
    private static let starting = Mutex(())

    /// Runs `kith` with arguments in a directory.
    package init(_ arguments: [String], in directory: URL, input: String = "") throws {
        // The tests and the command line are built into one directory.
        guard let products = Bundle.main.executableURL?.deletingLastPathComponent() else { throw TestFailure("where is this program?") }
        let process = Process()
        process.executableURL = products.appending(path: "kith")
        process.arguments = arguments
        process.currentDirectoryURL = directory
        let (stdin, stdout) = (Pipe(), Pipe())
        // A file, because two pipes that fill up at the same time would each wait for the other.
        let stderr = directory.appending(path: "stderr-\(UUID().uuidString)")
        try Data().write(to: stderr)
        process.standardInput = stdin
        process.standardOutput = stdout
        process.standardError = try FileHandle(forWritingTo: stderr)
        try Self.start(process)
        try? stdin.fileHandleForWriting.write(contentsOf: Data(input.utf8))
        try? stdin.fileHandleForWriting.close()
        output = String(decoding: try stdout.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
        process.waitUntilExit()
        errors = String(decoding: try Data(contentsOf: stderr), as: UTF8.self)
        try FileManager.default.removeItem(at: stderr)
        status = process.terminationStatus
    }

    /// Starts a process that is all set up, one at a time.
    package static func start(_ process: Process) throws { try starting.withLock { _ in try process.run() } }

    /// The lines of the output.
    package var lines: [String] {
        output.split(separator: "\n").map(String.init)
    }

    /// The output as the one JSON value that it must be.
    package var json: JSON {
        get throws { try JSON.parse(output) }
    }
}
