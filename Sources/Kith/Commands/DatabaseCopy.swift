import ArgumentParser
import JSONCore
import Server

struct DatabaseCopy: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "copy", abstract: "Copy a database whole into an empty one and compare the two.",
        discussion: """
            Organisations, credentials, records, references, numbers and the whole history go over byte for byte; then both sides are read \
            again and compared by counts and SHA-256 sums. Stop the servers of both first. A copy that was broken off goes on when the same \
            command is run again; do not serve the target before it is done.

              kith database copy sqlite:kith.db postgres://kith@db.example/kith
              kith database copy postgres://kith@db.example/kith sqlite:copy.db
            """)

    @Argument(help: ArgumentHelp("The database to copy: sqlite:PATH or postgres://…", valueName: "source"))
    var source: String

    @Argument(help: ArgumentHelp("The empty database to copy it into; a SQLite file is made.", valueName: "target"))
    var target: String

    @Option(
        name: .customLong("source-password-file"),
        help: ArgumentHelp("The file whose first line is the source's password. (default: PGPASSWORD or ~/.pgpass)", valueName: "file"))
    var sourcePasswordFile: String?

    @Option(
        name: .customLong("target-password-file"),
        help: ArgumentHelp("The file whose first line is the target's password. (default: PGPASSWORD or ~/.pgpass)", valueName: "file"))
    var targetPasswordFile: String?

    @Option(
        name: .customLong("log-level"),
        help: "How much the log says on standard error: trace, debug, info, notice, warning, error, critical.")
    var logLevel = "notice"

    @Flag(help: "Print one JSON object with what was copied.")
    var json = false

    func validate() throws {
        for (name, text) in [("SOURCE", source), ("TARGET", target)] {
            guard let address = DatabaseAddress(text), address != .memory else {
                throw ValidationError("\(name) must be sqlite:PATH or postgres://…")
            }
        }
        guard ServerConfiguration.logLevels.contains(logLevel) else {
            throw ValidationError("--log-level must be one of " + ServerConfiguration.logLevels.joined(separator: ", "))
        }
    }

    func run() async throws {
        let (from, to) = (try side(source, sourcePasswordFile), try side(target, targetPasswordFile))
        let sides = try await CopySides(from: from, to: to, logger: Log.make(from))
        let display = ProgressDisplay()
        let copied = try await sides.copy { display.show($0) }
        print(json ? copied.json.text : "Copied and compared: \(copied.text).")
    }

    private func side(_ text: String, _ passwordFile: String?) throws -> ServerConfiguration {
        var configuration = ServerConfiguration()
        guard let address = DatabaseAddress(text) else { throw ValidationError("SOURCE and TARGET must be sqlite:PATH or postgres://…") }
        configuration.database = address
        configuration.databasePasswordFile = passwordFile
        configuration.logLevel = logLevel
        return configuration
    }
}
