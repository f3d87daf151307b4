import Foundation
import JSONCore
import JSONSchema
import Testing

/// The public JSON Schema test suite, <https://github.com/json-schema-org/JSON-Schema-Test-Suite>, as a directory `json-schema` in the
/// directory that `KITH_SUITES` names, or in `../shared/suites` beside the package.
struct ConformanceSuite {
    struct Absent: Error, CustomStringConvertible {
        let path: String
        var description: String {
            "The JSON Schema test suite is not at \(path): set KITH_SUITES to a directory that holds it as `json-schema`."
        }
    }

    /// One test of a file: a schema, an instance and the answer.
    struct Case {
        /// File, group and test in words.
        let name: String
        let schema: JSON
        let instance: JSON
        let isValid: Bool
    }

    let root: URL
    /// Every document of `remotes/`, under the address that the suite gives it.
    let remotes: [String: JSON]

    init() throws {
        let package = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        let suites =
            ProcessInfo.processInfo.environment["KITH_SUITES"].map { URL(filePath: $0) } ?? package.appending(path: "../shared/suites")
        root = suites.appending(path: "json-schema", directoryHint: .isDirectory)
        guard FileManager.default.fileExists(atPath: root.appending(path: "tests").path) else { throw Absent(path: root.path) }
        let directory = root.appending(path: "remotes", directoryHint: .isDirectory)
        var remotes: [String: JSON] = [:]
        for path in try FileManager.default.subpathsOfDirectory(atPath: directory.path) where path.hasSuffix(".json") {
            remotes["http://localhost:1234/\(path)"] = try Self.read(directory.appending(path: path))
        }
        self.remotes = remotes
    }

    /// The files of a directory, not of its subdirectories, in order.
    func files(in directory: String) throws -> [String] {
        let url = root.appending(path: "tests/\(directory)", directoryHint: .isDirectory)
        return try FileManager.default.contentsOfDirectory(atPath: url.path).filter { $0.hasSuffix(".json") }.sorted()
    }

    /// Whether the suite at hand holds a directory; copies of it may be without the optional ones.
    func has(_ directory: String) -> Bool {
        FileManager.default.fileExists(atPath: root.appending(path: "tests/\(directory)").path)
    }

    /// The tests of a file.
    func cases(in directory: String, file: String) throws -> [Case] {
        let groups = try Self.read(root.appending(path: "tests/\(directory)/\(file)"))
        return try #require(groups.asArray).flatMap { group in
            try #require(group["tests"]?.asArray).map { test in
                Case(
                    name: "\(file): \(group["description"]?.asString ?? ""): \(test["description"]?.asString ?? "")",
                    schema: try #require(group["schema"]), instance: try #require(test["data"]),
                    isValid: try #require(test["valid"]?.asBool as Bool?))
            }
        }
    }

    /// The names of the tests of a directory whose answer is another than the suite's, and how many tests there are.
    func failures(
        in directory: String, draft: Draft, assertsFormat: Bool = false
    ) throws -> (count: Int, failures: [String]) {
        let options = SchemaOptions(defaultDraft: draft, registry: remotes, assertsFormat: assertsFormat)
        var count = 0
        var failures: [String] = []
        for file in try files(in: directory) {
            for test in try cases(in: directory, file: file) {
                count += 1
                do {
                    let schema = try Schema.compile(test.schema, options: options)
                    let violations = schema.validate(test.instance)
                    let agrees = schema.isValid(test.instance) == violations.isEmpty
                    if violations.isEmpty != test.isValid || !agrees { failures.append(test.name) }
                } catch {
                    failures.append(test.name)
                }
            }
        }
        return (count, failures)
    }

    /// Reads a document of the suite. Four of its tests hold U+0000, which Kith's own parser refuses: they are read with a private-use
    /// character in its place, which is then replaced.
    private static func read(_ url: URL) throws -> JSON {
        let text = try String(contentsOf: url, encoding: .utf8)
        let limits = JSONLimits(maximumDepth: 512, maximumNumberLength: 1_000, maximumExponent: 1_000)
        return try JSON.parse(text.replacing("\\u0000", with: "\\uE000"), limits: limits).restoringNUL
    }
}

extension JSON {
    fileprivate var restoringNUL: JSON {
        switch self {
        case .string(let text): .string(text.replacing("\u{E000}", with: "\0"))
        case .array(let elements): .array(elements.map(\.restoringNUL))
        case .object(let object):
            .object(JSONObject(uniqueMembers: object.map { (key: $0.key.replacing("\u{E000}", with: "\0"), value: $0.value.restoringNUL) }))
        default: self
        }
    }
}
