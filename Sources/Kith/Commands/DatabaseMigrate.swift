import ArgumentParser
import JSONCore
import Server

struct DatabaseMigrate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "migrate", abstract: "Make a database's tables, or bring them up to date.",
        discussion: """
            kith serve does so by itself where it may. On PostgreSQL, where the server signs in as a role that may not alter tables, run this \
            once before each new version, with an address that signs in as the owner. It also puts back what keeps organisations apart.
            """)

    @Flag(help: "Print one JSON object with version and engine.")
    var json = false

    @OptionGroup var database: DatabaseOptions

    func run() async throws {
        let configuration = try await database.configuration()
        let tables = try await MigrateDatabase.run(configuration, logger: Log.make(configuration))
        print(
            json
                ? JSON.object(["version": .number(JSONNumber(tables.version)), "engine": .string(tables.engine)]).text
                : "The tables are of version \(tables.version), on \(tables.engine).")
    }
}
