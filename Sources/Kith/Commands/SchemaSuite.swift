import ArgumentParser
import Conformance
import JSONCore
import JSONSchema

struct SchemaSuite: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "suite",
        abstract: "Run the tests of a directory in the format of the public JSON Schema suite.",
        discussion: """
            The suite is github.com/json-schema-org/JSON-Schema-Test-Suite. All files DIR/*.json are run, those of its subdirectories not. \
            Schemas may refer to the documents of the nearest directory `remotes`, in DIR or around it, as http://localhost:1234/…; \
            nothing is fetched.

              $ kith schema suite tests/draft2020-12
              passed 1299, failed 0 (46 files, draft 2020-12)

              $ kith schema suite tests/draft7/optional/format --format
              $ kith schema suite my-tests --draft 7 --remotes my-documents --json

            Each failure is a line with file, group, test, what was expected and what came. With --json one object \
            {"passed":N,"failed":N,"failures":[{"file","group","test","expected","actual","detail"}]}: "expected" is valid or invalid, \
            "actual" also refused (the schema does not compile), undecided (too complex) or contradictory; "detail" says why.

            Exit codes: 0 all passed, 1 at least one failed, 2 nothing was run: bad usage, no such directory, no test in it, a file that is \
            not in the suite's format.
            """)

    @Argument(help: ArgumentHelp("The directory of the test files.", valueName: "dir"))
    var directory: String

    @Flag(help: "Judge formats too. Without it format is a comment, as the standard says.")
    var format = false

    @Option(
        help: ArgumentHelp(
            "The draft of schemas without $schema: 2020-12 or 7. (default: the one that a directory in DIR's path names, like draft7, else "
                + "2020-12)", valueName: "draft"),
        transform: SchemaSource.draft)
    var draft: Draft?

    @Option(
        help: ArgumentHelp(
            "The directory of the documents that schemas refer to. (default: the nearest remotes, in DIR or around it)", valueName: "dir"))
    var remotes: String?

    @Flag(help: "Print one JSON object.")
    var json = false

    func run() throws {
        let files: [SuiteFile]
        let documents: [String: JSON]
        let deduced: Draft?
        do throws(FileError) {
            let directory = try SuiteDirectory(path: directory)
            files = try directory.files()
            documents = if let path = remotes ?? directory.nearestRemotes { try Remotes.documents(in: path) } else { [:] }
            deduced = directory.draft
        } catch {
            throw SchemaOutput.end(error)
        }
        let draft = draft ?? deduced ?? .draft202012
        let report = SuiteReport(
            running: files, options: SchemaOptions(defaultDraft: draft, registry: documents, assertsFormat: format))
        if json {
            print(JSON.object(report.json).text)
        } else {
            report.failures.forEach { SchemaOutput.line($0.description) }
            let count = "\(files.count) file\(files.count == 1 ? "" : "s")"
            SchemaOutput.line(
                "passed \(report.passed), failed \(report.failures.count) (\(count), \(draft.title)\(format ? ", formats judged" : ""))")
        }
        if !report.failures.isEmpty { throw ExitCode(1) }
    }
}

extension SuiteReport {
    fileprivate var json: JSONObject {
        [
            "passed": .number(JSONNumber(passed)), "failed": .number(JSONNumber(failures.count)),
            "failures": .array(failures.map { .object($0.json) }),
        ]
    }
}

extension SuiteFailure {
    fileprivate var json: JSONObject {
        var object: JSONObject = [
            "file": .string(file), "group": .string(group), "test": .string(test), "expected": .string(expectsValid ? "valid" : "invalid"),
            "actual": .string(answer.name),
        ]
        object["detail"] = answer.detail.map(JSON.string)
        return object
    }
}
