import ArgumentParser
import JSONCore
import Server

struct DatabaseDistribute: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "distribute", abstract: "Spread a PostgreSQL database's organisations over the nodes of a Citus cluster.",
        discussion: """
            Needs an address that signs in as the owner, on the coordinator of a cluster whose database has the extension citus. What \
            belongs to an organisation is put on one node, the directory is put on every one. Can be repeated: what is done stays done.
            """)

    @Flag(help: "Print one JSON object with the tables and what was done.")
    var json = false

    @OptionGroup var database: DatabaseOptions

    func run() async throws {
        let configuration = try await database.configuration()
        let done = try await DistributeDatabase.run(configuration, logger: Log.make(configuration))
        if json {
            print(
                JSON.object([
                    "citus": .string(done.version), "tables": .array(done.tables.map(JSON.string)), "changed": .bool(done.isChanged),
                ])
                .text)
        } else if done.isChanged {
            print("Distributed with Citus \(done.version): \(done.tables.joined(separator: ", ")).")
        } else {
            print("The database is distributed already, with Citus \(done.version).")
        }
    }
}
