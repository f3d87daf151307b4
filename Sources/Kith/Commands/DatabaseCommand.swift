import ArgumentParser

struct DatabaseCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "database", abstract: "Look after databases: bring tables up to date, copy, distribute.",
        subcommands: [DatabaseMigrate.self, DatabaseCopy.self, DatabaseDistribute.self])
}
