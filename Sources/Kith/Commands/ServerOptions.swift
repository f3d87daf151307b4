import ArgumentParser
import Configuration
import Foundation
import Logging
import Server

/// The flags that every command with a database shares.
struct DatabaseOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Where the records are kept: sqlite:PATH, sqlite::memory: or postgres://USER@HOST[,HOST]/NAME. (default: sqlite:kith.db)",
            valueName: "address"))
    var database: String?

    @Option(
        name: .customLong("database-password-file"),
        help: ArgumentHelp("The file whose first line is PostgreSQL's password. (default: PGPASSWORD or ~/.pgpass)", valueName: "file"))
    var databasePasswordFile: String?

    @Option(help: ArgumentHelp("A JSON file with settings; flags and environment come first.", valueName: "file"))
    var config: String?

    @Option(
        name: .customLong("log-level"),
        help: "How much the log says on standard error: trace, debug, info, notice, warning, error, critical.")
    var logLevel: String?

    /// The configuration out of these flags, `more` flags, the environment and the file.
    func configuration(_ more: [String: String] = [:]) async throws -> ServerConfiguration {
        var flags = more
        flags["database"] = database
        flags["database-password-file"] = databasePasswordFile
        flags["log-level"] = logLevel
        let reader = try await ConfigurationSources.reader(
            flags: flags, environment: ProcessInfo.processInfo.environment,
            file: config ?? ProcessInfo.processInfo.environment["KITH_CONFIG"])
        return try ServerConfiguration(reader)
    }

    /// Opens the database, lets `act` work on it and closes it again.
    func withServer<Value>(_ given: ServerConfiguration? = nil, _ act: (KithServer) async throws -> Value) async throws -> Value {
        let configuration = if let given { given } else { try await configuration() }
        return try await KithServer.with(configuration, logger: Log.make(configuration), act)
    }
}

/// The log: lines on standard error, so that standard output stays for what was asked.
enum Log {
    static func make(_ configuration: ServerConfiguration) -> Logger {
        var logger = Logger(label: "kith", factory: { StreamLogHandler.standardError(label: $0) })
        logger.logLevel = Logger.Level(rawValue: configuration.logLevel) ?? .notice
        return logger
    }
}
