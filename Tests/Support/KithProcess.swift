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
            let stdin = Pipe()
            let (process, stdout, errors) = try start(arguments, in: directory, input: stdin)
            try? stdin.fileHandleForWriting.write(contentsOf: Data(input.utf8))
            try? stdin.fileHandleForWriting.close()
            let output = try stdout.readToEnd() ?? Data()
            process.waitUntilExit()
            return try KithProcess(
                output: String(decoding: output, as: UTF8.self), errors: errors(), status: process.terminationStatus)
        }
    }

    /// Runs `kith`, kills it as soon as it has printed `text`, and returns how it ended.
    package static func kill(
        _ arguments: [String], in directory: URL, afterOutput text: String
    ) async throws -> Process.TerminationReason {
        try await blocking {
            let (process, stdout, errors) = try start(arguments, in: directory, input: nil)
            var read = Data()
            while !String(decoding: read, as: UTF8.self).contains(text) {
                let more = stdout.availableData
                guard !more.isEmpty else { break }
                read += more
            }
            Foundation.kill(process.processIdentifier, SIGKILL)
            process.waitUntilExit()
            _ = try errors()
            return process.terminationReason
        }
    }

    /// Starts `kith`; what it prints is read from `stdout` while it runs, and what it says of errors when it has ended.
    private static func start(
        _ arguments: [String], in directory: URL, input: Pipe?
    ) throws -> (process: Process, stdout: FileHandle, errors: () throws -> String) {
        // The tests and the command line are built into one directory.
        guard let products = Bundle.main.executableURL?.deletingLastPathComponent() else { throw TestFailure("where is this program?") }
        let process = Process()
        process.executableURL = products.appending(path: "kith")
        process.arguments = arguments
        process.currentDirectoryURL = directory
        // A file, because two pipes that fill up at the same time would each wait for the other.
        let stderr = directory.appending(path: "stderr-\(UUID().uuidString)")
        try Data().write(to: stderr)
        let stdout = Pipe()
        process.standardInput = input ?? FileHandle.nullDevice
        process.standardOutput = stdout
        process.standardError = try FileHandle(forWritingTo: stderr)
        try starting.withLock { _ in try process.run() }
        return (
            process, stdout.fileHandleForReading,
            {
                defer { try? FileManager.default.removeItem(at: stderr) }
                return String(decoding: try Data(contentsOf: stderr), as: UTF8.self)
            }
        )
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
