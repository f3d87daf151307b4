import ArgumentParser

struct SchemaCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "schema",
        abstract: "Check JSON Schemas, judge JSON by them, run conformance suites.",
        discussion: """
            Schemas are of draft 2020-12 or draft-07; a schema says which with $schema. Nothing is ever fetched from a network, and no \
            database is needed. For example:

              kith schema check ticket.schema.json
              kith schema validate ticket.schema.json a.json b.json
              cat a.json | kith schema validate ticket.schema.json -
              kith schema suite JSON-Schema-Test-Suite/tests/draft2020-12

            Results go to standard output, with --json as one JSON object; errors go to standard error. Exit codes: 0 everything is as it \
            should be, 1 it is not, 2 it could not be told (bad usage, a file that cannot be read).
            """,
        subcommands: [SchemaCheck.self, SchemaValidate.self, SchemaSuite.self])
}
