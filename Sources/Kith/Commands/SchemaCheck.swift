import ArgumentParser
import Conformance
import JSONCore
import JSONSchema

struct SchemaCheck: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Compile a schema and say what is wrong with it, and where.",
        discussion: """
            The schema is read by the rules for request bodies. A text that is no JSON is named with line and column (in bytes), a schema \
            that does not compile with the JSON pointer of the place; of several mistakes the one nearest the root.

              $ kith schema check ticket.schema.json
              ticket.schema.json: /properties/seat/pattern: pattern must be a string

            With --json one object: {"schema":FILE,"valid":true}, or "valid":false and "error" with "message" and either "line" and \
            "column" or "pointer" and "keyword".

            Exit codes: 0 a schema, 1 not one, 2 bad usage or a file that cannot be read.
            """)

    @OptionGroup var source: SchemaSource

    @Flag(help: "Print one JSON object.")
    var json = false

    func run() throws {
        let (file, options) = try source.load()
        var refusal: SchemaRefusal?
        do throws(SchemaRefusal) { _ = try SchemaRefusal.compile(file, options: options) } catch { refusal = error }
        if json {
            var object: JSONObject = ["schema": .string(source.schema), "valid": .bool(refusal == nil)]
            object["error"] = refusal.map { .object($0.json) }
            print(JSON.object(object).text)
        } else {
            SchemaOutput.line(refusal?.sentence ?? "\(file.name): valid schema")
        }
        if refusal != nil { throw ExitCode(1) }
    }
}
