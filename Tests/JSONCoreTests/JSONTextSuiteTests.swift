import Foundation
import JSONCore
import Testing

/// The public parsing suite github.com/nst/JSONTestSuite, where the directory of the suites holds it as `json-parsing` or
/// `JSONTestSuite`. Copies of the suites may be without it; ``RuleSetTests`` states the same rules in texts of its own.
@Suite("JSON parsing public suite")
struct JSONTextSuiteTests {
    private struct File {
        let name: String
        let bytes: [UInt8]
    }

    /// The directory of the suite's files; nil where there is none.
    private static let directory: URL? = {
        let package = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        let suites =
            ProcessInfo.processInfo.environment["KITH_SUITES"].map { URL(filePath: $0) } ?? package.appending(path: "../shared/suites")
        let directory = ["json-parsing/test_parsing", "json-parsing", "JSONTestSuite/test_parsing"].lazy
            .map { suites.appending(path: $0, directoryHint: .isDirectory) }
            .first { ((try? names(in: $0)) ?? []).contains { $0.hasPrefix("y_") } }
        if directory == nil { print("The JSON parsing suite is not in \(suites.path): its files were not read.") }
        return directory
    }()

    private let files: [File]

    init() throws {
        guard let directory = Self.directory else {
            files = []
            return
        }
        files = try Self.names(in: directory).map { name in
            File(name: name, bytes: Array(try Data(contentsOf: directory.appending(path: name))))
        }
    }

    private static func names(in directory: URL) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: directory.path).filter { $0.hasSuffix(".json") }.sorted()
    }

    /// The files of one of the suite's three kinds: `y_` to be accepted, `n_` to be refused, `i_` free.
    private func files(_ prefix: String, atLeast count: Int) -> [File] {
        let found = files.filter { $0.name.hasPrefix(prefix) }
        #expect(files.isEmpty || found.count >= count)
        return found
    }

    private func error(_ file: File, _ limits: JSONLimits) -> JSONSyntaxError? {
        do {
            _ = try JSON.parse(file.bytes, limits: limits)
            return nil
        } catch {
            return error
        }
    }

    @Test("The grammar's rules accept every text that must be; those for requests all but what the stores cannot hold")
    func accepted() {
        let files = files("y_", atLeast: 95)
        #expect(files.filter { error($0, .grammar) != nil }.map(\.name) == [])
        let refused = files.compactMap { file in error(file, .standard).map { "\(file.name): \($0.kind)" } }
        let known = [
            "y_object_duplicated_key.json: duplicateMember", "y_object_duplicated_key_and_value.json: duplicateMember",
            "y_object_escaped_null_in_key.json: nulCharacter", "y_string_null_escape.json: nulCharacter",
        ]
        #expect(refused == (files.isEmpty ? [] : known))
    }

    @Test("Both sets of rules refuse every text that must be", arguments: [JSONLimits.standard, .grammar])
    func refused(limits: JSONLimits) {
        #expect(files("n_", atLeast: 188).filter { error($0, limits) == nil }.map(\.name) == [])
    }

    @Test("Every free text has the answer that is stated for it")
    func free() throws {
        for file in files("i_", atLeast: 35) {
            let stated = try #require(FreeText.all.first { "i_\($0.name).json" == file.name }, "\(file.name)")
            #expect(error(file, .standard) == stated.request, "\(file.name)")
            #expect(error(file, .grammar) == stated.grammar, "\(file.name)")
        }
    }
}
