import Foundation
package import JSONCore

/// The documents that schemas of a suite refer to as if a web server gave them out. They are read from files; nothing is ever fetched.
package enum Remotes {
    /// Where the public suite expects its directory `remotes` to be served.
    package static let origin = "http://localhost:1234/"

    /// Every `*.json` file of a directory and its subdirectories, by the address that the suite gives it.
    ///
    /// Throws ``FileError`` when there is no such directory or one of the files is not JSON.
    package static func documents(in directory: String) throws(FileError) -> [String: JSON] {
        guard let paths = try? FileManager.default.subpathsOfDirectory(atPath: directory) else {
            throw FileError(path: directory, rule: "is no directory that can be read")
        }
        let root = URL(filePath: directory, directoryHint: .isDirectory)
        var documents: [String: JSON] = [:]
        for path in paths.sorted() where path.hasSuffix(".json") {
            let file = root.appending(path: path, directoryHint: .notDirectory).path
            var isDirectory: ObjCBool = false
            if FileManager.default.fileExists(atPath: file, isDirectory: &isDirectory), isDirectory.boolValue { continue }
            let address = path.addingPercentEncoding(withAllowedCharacters: .urlPathAllowed) ?? path
            documents[origin + address] = try JSONFile(path: file).value(limits: .grammar)
        }
        return documents
    }
}
