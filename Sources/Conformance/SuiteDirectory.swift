import Foundation
package import JSONSchema

/// A directory with files of tests, laid out like the public suite: `ROOT/tests/draft2020-12/…` with the documents that schemas refer to
/// under `ROOT/remotes`.
package struct SuiteDirectory: Sendable {
    /// The directory, as it was named.
    package let path: String
    private let url: URL

    /// Throws ``FileError`` when there is no such directory.
    package init(path: String) throws(FileError) {
        var isDirectory: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory) else {
            throw FileError(path: path, rule: "there is no such directory")
        }
        guard isDirectory.boolValue else { throw FileError(path: path, rule: "is a file, not a directory") }
        self.path = path
        url = URL(filePath: path, directoryHint: .isDirectory).absoluteURL.standardizedFileURL
    }

    /// The `*.json` files of the directory, not of its subdirectories, by name.
    ///
    /// Throws ``FileError`` when there is none, when one is not a file of tests, or when none of them has a test: a run of nothing would
    /// look like a success.
    package func files() throws(FileError) -> [SuiteFile] {
        guard let entries = try? FileManager.default.contentsOfDirectory(atPath: path) else {
            throw FileError(path: path, rule: "cannot be read")
        }
        var files: [SuiteFile] = []
        for name in entries.sorted() where name.hasSuffix(".json") && !name.hasPrefix(".") {
            let file = path.hasSuffix("/") ? path + name : "\(path)/\(name)"
            if Self.isDirectory(file) { continue }
            files.append(try SuiteFile(name: name, JSONFile(path: file)))
        }
        guard !files.isEmpty else { throw FileError(path: path, rule: "holds no test file, whose name would end in .json") }
        guard files.contains(where: { $0.groups.contains { !$0.tests.isEmpty } }) else {
            throw FileError(path: path, rule: "holds no test: the arrays in its files are empty")
        }
        return files
    }

    /// The draft that the path names, in the innermost of its directories called `draft7`, `draft2020-12` or the like; nil without one.
    package var draft: Draft? {
        url.pathComponents.reversed().lazy.filter { $0.hasPrefix("draft") }.compactMap(Draft.init(name:)).first
    }

    /// The path of the nearest directory `remotes`, in this directory or one around it; nil when there is none.
    package var nearestRemotes: String? {
        var directory = url
        while true {
            let remotes = directory.appending(path: "remotes", directoryHint: .isDirectory).path
            if Self.isDirectory(remotes) { return remotes }
            let parent = directory.deletingLastPathComponent().standardizedFileURL
            if parent.pathComponents.count >= directory.pathComponents.count { return nil }
            directory = parent
        }
    }

    private static func isDirectory(_ path: String) -> Bool {
        var isDirectory: ObjCBool = false
        return FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory) && isDirectory.boolValue
    }
}
