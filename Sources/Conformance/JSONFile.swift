import Foundation
package import JSONCore

/// A file that should hold one JSON text, read but not parsed yet.
package struct JSONFile: Sendable {
    /// The file's path, or another name for where the text came from; errors begin with it.
    package let name: String
    /// The text as it was read.
    package let bytes: [UInt8]

    /// A text that was read elsewhere.
    package init(name: String, bytes: [UInt8]) {
        self.name = name
        self.bytes = bytes
    }

    /// Reads a file, which may be a pipe. Throws ``FileError`` when there is none, when it is a directory or cannot be read.
    package init(path: String) throws(FileError) {
        var isDirectory: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory) else {
            throw FileError(path: path, rule: "there is no such file")
        }
        if isDirectory.boolValue { throw FileError(path: path, rule: "is a directory, not a file") }
        guard let file = FileHandle(forReadingAtPath: path), let data = try? file.readToEnd() ?? Data() else {
            throw FileError(path: path, rule: "cannot be read")
        }
        self.init(name: path, bytes: [UInt8](data))
    }

    /// The value that the text holds. Throws ``FileError`` with line and column when it breaks the rules.
    package func value(limits: JSONLimits) throws(FileError) -> JSON {
        do throws(JSONSyntaxError) {
            return try JSON.parse(bytes, limits: limits)
        } catch {
            let (line, column) = error.position(in: bytes)
            throw FileError(path: name, place: .text(line: line, column: column), rule: error.kind.rule)
        }
    }
}
