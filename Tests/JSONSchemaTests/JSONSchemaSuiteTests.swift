import Conformance
import Foundation
import JSONSchema
import Testing

/// The public suite github.com/json-schema-org/JSON-Schema-Test-Suite, read from the directory that `KITH_SUITES` names or from beside the
/// package. The required directories must be there; the optional ones are judged where the copy at hand holds them.
@Suite("JSON Schema public suite")
struct JSONSchemaSuiteTests {
    private let root: URL

    init() {
        let package = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        let suites =
            ProcessInfo.processInfo.environment["KITH_SUITES"].map { URL(filePath: $0) } ?? package.appending(path: "../shared/suites")
        root = suites.appending(path: "json-schema", directoryHint: .isDirectory)
    }

    @Test("Every required test", arguments: [("draft2020-12", Draft.draft202012, 1_299), ("draft7", .draft07, 917)])
    func required(directory: String, draft: Draft, minimum: Int) throws {
        let report = try report(on: directory, draft: draft)
        #expect(report.failures.map(\.name) == [])
        #expect(report.passed >= minimum)
    }

    @Test(
        "Every required test but those that formats are annotations, with formats asserted",
        arguments: [("draft2020-12", Draft.draft202012), ("draft7", .draft07)])
    func requiredWithFormats(directory: String, draft: Draft) throws {
        let failures = try report(on: directory, draft: draft, assertsFormat: true).failures
        #expect(failures.allSatisfy { $0.file == "format.json" && $0.test.hasSuffix("is only an annotation by default") })
    }

    @Test("Every optional test of formats", arguments: [("draft2020-12", Draft.draft202012), ("draft7", .draft07)])
    func formats(directory: String, draft: Draft) throws {
        guard has("\(directory)/optional/format") else { return }
        #expect(try report(on: "\(directory)/optional/format", draft: draft, assertsFormat: true).failures.map(\.name) == [])
    }

    @Test("Every other optional test but the ones known", arguments: [("draft2020-12", Draft.draft202012), ("draft7", .draft07)])
    func optional(directory: String, draft: Draft) throws {
        guard has("\(directory)/optional") else { return }
        #expect(try report(on: "\(directory)/optional", draft: draft).failures.map(\.name) == Self.misses[directory])
    }

    /// Whether the suite at hand holds a directory; copies of it may be without the optional ones.
    private func has(_ directory: String) -> Bool {
        FileManager.default.fileExists(atPath: root.appending(path: "tests/\(directory)").path)
    }

    /// What comes of a directory's tests. Its draft is the one that its path names.
    private func report(on directory: String, draft: Draft, assertsFormat: Bool = false) throws -> SuiteReport {
        let directory = try SuiteDirectory(path: root.appending(path: "tests/\(directory)").path)
        #expect(directory.draft == draft)
        let remotes = try Remotes.documents(in: try #require(directory.nearestRemotes))
        return SuiteReport(
            running: try directory.files(), options: SchemaOptions(defaultDraft: draft, registry: remotes, assertsFormat: assertsFormat))
    }

    /// The optional tests whose answer is another here, and why.
    private static let misses = [
        "draft2020-12": [
            // Draft 2019-09 is refused, not read as another draft.
            "cross-draft.json: refs to historic drafts are processed as historic drafts: first item not a string is valid"
        ],
        "draft7": [
            // Content is never looked into: what 2020-12 made of it (validation, section 8.1) holds for draft-07 too.
            "content.json: validation of string-encoded content based on media type: an invalid JSON document",
            "content.json: validation of binary string-encoding: an invalid base64 string (% is not a valid character)",
            "content.json: validation of binary-encoded media type documents: a validly-encoded invalid JSON document",
            "content.json: validation of binary-encoded media type documents: an invalid base64 string that is valid JSON",
            // Draft 2019-09 again.
            "cross-draft.json: refs to future drafts are processed as future drafts: missing bar is invalid",
            "cross-draft.json: refs to future drafts are processed as future drafts: present bar is valid",
        ],
    ]
}
