import Foundation
import TestSupport

/// A temporary directory with files in it, removed when nobody holds it any more.
final class Folder {
    private let url: URL

    /// Makes the directory and writes each text to its path in it.
    init(_ files: [String: String] = [:]) throws {
        url = FileManager.default.temporaryDirectory.appending(path: "kith-\(UUID().uuidString)", directoryHint: .isDirectory)
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
        for (path, text) in files { try write(text, to: path) }
    }

    deinit {
        try? FileManager.default.removeItem(at: url)
    }

    /// Writes a file, with the directories on the way.
    func write(_ text: String, to path: String) throws {
        let file = url.appending(path: path)
        try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: file)
    }

    /// Runs `kith schema` in it, or in a directory in it.
    func schema(_ arguments: [String], in directory: String = ".", input: String = "") async throws -> KithProcess {
        // The directory must outlast the process, whatever the caller does with it afterwards.
        let run = try await KithProcess.run(["schema"] + arguments, in: url.appending(path: directory), input: input)
        return withExtendedLifetime(self) { run }
    }

    /// Runs `kith schema` in it.
    func schema(_ arguments: String..., input: String = "") async throws -> KithProcess {
        try await schema(arguments, input: input)
    }
}
