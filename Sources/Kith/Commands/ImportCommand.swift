import Access
import ArgumentParser
import Import
import JSONCore
import Records
import Server

struct ImportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import", abstract: "Import records of one type from a file of JSON lines or CSV.",
        discussion: """
            Each row goes the way of a request: checked by the type's schema, its references and unique values, written with its entry in the \
            history. A row that is refused is named with its line, place and rule, and refuses no other.

              kith import contacts.ndjson --organisation ID --type contact
              kith import contacts.csv --organisation ID --type contact --key externalID
              zcat contacts.csv.gz | kith import - --format csv --organisation ID --type contact --dry-run

            A line of NDJSON is what POST /v1/{type} takes: {"externalID":"c-1","fields":{"name":"Ada Lovelace"}}. A CSV file begins with a \
            header; a column is externalID, a field's name, or a JSON Pointer into the fields:

              externalID,name,email,phones,/custom/tier
              c-1,Ada Lovelace,ada@engines.example,+442071234567,gold

            Without --key every row makes a record, and one whose externalID is taken is refused. With --key externalID a row changes the \
            record that has its externalID, or makes it. A run that was broken off goes on when the same command is run again: no row is lost \
            or imported twice.

            The server must not be running on the same SQLite file. With --json each refused row is one JSON object on standard output, and \
            the counts are the last. Exit codes: 0 every row is done, 1 rows were refused or the import ended early, 2 bad usage, which \
            includes a file that cannot be read and a header that names no fields.
            """)

    @Argument(help: ArgumentHelp("The file; - reads standard input.", valueName: "file"))
    var file: String

    @Option(help: "The id of the organisation that gets the records.")
    var organisation: String

    @Option(help: "The type of the records: contact, company, … or the key of a definition.")
    var type: String

    @Option(help: ArgumentHelp("The key by which a row finds its record: externalID.", valueName: "key"))
    var key: String?

    @Option(help: "How the rows are written: ndjson or csv. (default: as the file's name ends)", transform: Self.format)
    var format: ImportFormat?

    @Flag(name: .customLong("dry-run"), help: "Check and count every row, and write nothing.")
    var isDryRun = false

    @Flag(help: "Print one JSON object for each refused row, and one with the counts.")
    var json = false

    @OptionGroup var database: DatabaseOptions

    func validate() throws {
        guard key == nil || key == "externalID" else { throw ValidationError("--key must be externalID") }
        guard format != nil || ImportFormat(fileName: file) != nil else {
            throw ValidationError("--format must say ndjson or csv where the file's name does not end in .ndjson, .jsonl or .csv")
        }
    }

    func run() async throws {
        guard let format = format ?? ImportFormat(fileName: file) else { return }
        let organisation = try organisationID(organisation, flag: "--organisation")
        let output = ImportOutput(json: json, isDryRun: isDryRun)
        var configuration = try await database.configuration()
        configuration.writesInBulk = true
        let isWhole = try await database.withServer(configuration) { server in
            guard try await server.access.organisation(organisation) != nil else {
                throw ValidationError("--organisation is not the id of an organisation; kith organisation list shows them")
            }
            guard let type = try await server.engine.types.catalogue(for: organisation).named(type) else {
                throw ValidationError("--type is not a type of the organisation: contact, company, … or the key of a definition")
            }
            let order = ImportRun.Order(
                organisation: organisation, type: type, format: format, updatesByExternalID: key != nil, isDryRun: isDryRun)
            let run: ImportRun
            do throws(ImportError) {
                run = try ImportRun(try ImportFile(path: file == "-" ? nil : file), order, engine: server.engine)
            } catch { throw ImportOutput.usage(error) }
            do {
                _ = try await run.run { output.show($0) }
                return output.end(nil)
            } catch {
                return output.end(ImportOutput.sentence(error))
            }
        }
        if !isWhole { throw ExitCode(1) }
    }

    /// Reads the name of a format on the command line.
    private static func format(_ text: String) throws -> ImportFormat {
        guard let format = ImportFormat(rawValue: text) else { throw ValidationError("--format must be ndjson or csv") }
        return format
    }
}
