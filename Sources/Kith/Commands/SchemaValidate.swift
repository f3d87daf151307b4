import ArgumentParser
import Conformance
import JSONCore
import JSONSchema

struct SchemaValidate: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "validate",
        abstract: "Judge JSON files by a schema and list every rule they break.",
        discussion: """
            Data is read by the rules for request bodies: a member name twice or U+0000 is a mistake, named with line and column (in bytes).

              $ kith schema validate ticket.schema.json a.json b.json c.json
              a.json: valid
              b.json: must have the member event (schema: /required)
              b.json: /price: must be at least 0 (schema: /properties/price/minimum)
              c.json:4:3: duplicate member name

            With --json one object: {"schema":FILE,"valid":…,"documents":[{"file","valid","violations":[…]}]}. A violation has "instance" \
            and "schema" (JSON pointers), "keyword", "message" and, where the keyword states one, "limit"; a document that is no JSON has \
            none but "error" with "message", "line" and "column". At most 100 violations of a document are listed.

            Exit codes: 0 all are valid, 1 at least one is not, 2 nothing was judged: bad usage, a file that cannot be read, a schema that \
            is none.
            """)

    @OptionGroup var source: SchemaSource

    @Argument(help: ArgumentHelp("Files to judge; - reads standard input.", valueName: "data"))
    var data: [String]

    @Flag(help: "Print one JSON object.")
    var json = false

    func validate() throws {
        let uses = (data + source.others + [source.schema]).filter { $0 == SchemaOutput.standardInput }.count
        if uses > 1 { throw ValidationError("-: standard input can be read only once") }
    }

    func run() throws {
        let (file, options) = try source.load()
        let schema: Schema
        do throws(SchemaRefusal) { schema = try SchemaRefusal.compile(file, options: options) } catch {
            throw SchemaOutput.end(error.sentence)
        }
        // All are read before the first is judged, so that a result is about all of them.
        var files: [JSONFile] = []
        do throws(FileError) { for path in data { files.append(try SchemaSource.file(path)) } } catch { throw SchemaOutput.end(error) }

        var documents: [JSON] = []
        var isValid = true
        for (path, file) in zip(data, files) {
            let verdict = FileVerdict(of: file, by: schema)
            isValid = isValid && verdict.isValid
            if json { documents.append(verdict.json(file: path)) } else { verdict.lines(file: file.name).forEach(SchemaOutput.line) }
        }
        if json {
            print(JSON.object(["schema": .string(source.schema), "valid": .bool(isValid), "documents": .array(documents)]).text)
        }
        if !isValid { throw ExitCode(1) }
    }
}

/// What a schema says to a file.
private enum FileVerdict {
    /// The rules that its value breaks; none when it is valid.
    case judged([Violation])
    /// It is not JSON.
    case refused(FileError)

    init(of file: JSONFile, by schema: Schema) {
        do throws(FileError) { self = .judged(schema.validate(try file.value(limits: .standard))) } catch { self = .refused(error) }
    }

    var isValid: Bool {
        if case .judged(let violations) = self { violations.isEmpty } else { false }
    }

    func lines(file: String) -> [String] {
        switch self {
        case .refused(let error):
            return [error.description]
        case .judged(let violations):
            if violations.isEmpty { return ["\(file): valid"] }
            var lines = violations.map { violation in
                let keyword = violation.schema.tokens.isEmpty ? "" : " (schema: \(violation.schema))"
                return "\(file): \(violation.instance.sentence(violation.message))\(keyword)"
            }
            if violations.count >= SchemaLimits.standard.maximumViolations {
                lines.append("\(file): no more than \(violations.count) violations are listed")
            }
            return lines
        }
    }

    func json(file: String) -> JSON {
        var object: JSONObject = ["file": .string(file), "valid": .bool(isValid), "violations": []]
        switch self {
        case .judged(let violations): object["violations"] = .array(violations.map { .object($0.json) })
        case .refused(let error): object["error"] = .object(error.json)
        }
        return .object(object)
    }
}

extension Violation {
    fileprivate var json: JSONObject {
        var object: JSONObject = [
            "instance": .string(instance.description), "keyword": .string(keyword), "schema": .string(schema.description),
        ]
        object["limit"] = limit
        object["message"] = .string(message)
        return object
    }
}
