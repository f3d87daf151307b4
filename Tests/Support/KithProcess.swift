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

    /// Runs `kith` with arguments in a directory, until it ends.
    package static func run(_ arguments: [String], in directory: URL, input: String = "") async throws -> KithProcess {
        try await blocking {
            // A file, because two pipes that fill up at the same time would each wait for the other.
            let stderr = directory.appending(path: "stderr-\(UUID().uuidString)")
            try Data().write(to: stderr)
            defer { try? FileManager.default.removeItem(at: stderr) }
            let stdin = Pipe()
            let (process, stdout) = try start(arguments, in: directory, stdin: stdin, stderr: try FileHandle(forWritingTo: stderr))
            try? stdin.fileHandleForWriting.write(contentsOf: Data(input.utf8))
            try? stdin.fileHandleForWriting.close()
            let output = try stdout.readToEnd() ?? Data()
            process.waitUntilExit()
            return KithProcess(
                output: String(decoding: output, as: UTF8.self), errors: String(decoding: try Data(contentsOf: stderr), as: UTF8.self),
                status: process.terminationStatus)
        }
    }

    /// Runs `kith`, kills it as soon as it has printed `text`, and returns how it ended.
    package static func kill(
        _ arguments: [String], in directory: URL, afterOutput text: String
    ) async throws -> Process.TerminationReason {
        try await blocking {
            let nothing = FileHandle.nullDevice
            let (process, stdout) = try start(arguments, in: directory, stdin: nothing, stderr: nothing)
            var read = Data()
            while !String(decoding: read, as: UTF8.self).contains(text) {
                let more = stdout.availableData
                guard !more.isEmpty else { break }
                read += more
            }
            Foundation.kill(process.processIdentifier, SIGKILL)
            process.waitUntilExit()
            return process.terminationReason
        }
    }

    /// Starts `kith`; what it prints can be read while it runs. `stdin` is a pipe or a file handle, as Foundation has it.
    private static func start(
        _ arguments: [String], in directory: URL, stdin: Any, stderr: FileHandle
    ) throws -> (process: Process, stdout: FileHandle) {
        // The tests and the command line are built into one directory.
        guard let products = Bundle.main.executableURL?.deletingLastPathComponent() else { throw TestFailure("where is this program?") }
        let process = Process()
        process.executableURL = products.appending(path: "kith")
        process.arguments = arguments
        process.currentDirectoryURL = directory
        let stdout = Pipe()
        process.standardInput = stdin
        process.standardOutput = stdout
        process.standardError = stderr
        try starting.withLock { _ in try process.run() }
        return (process, stdout.fileHandleForReading)
    }

    /// The lines of the output.
    package var lines: [String] {
        output.split(separator: "\n").map(String.init)
    }

    /// The output as the one JSON value that it must be.
    package var json: JSON {
        get throws { try JSON.parse(output) }
    }
}
