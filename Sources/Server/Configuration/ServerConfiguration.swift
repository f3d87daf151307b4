package import Access
package import Configuration
import NIOCore

/// Everything a server is started with. Each value is read once, in this order: flag, environment (`KITH_…`), file, default.
package struct ServerConfiguration: Sendable {
    package var host = "127.0.0.1"
    package var port = 8080
    package var database = DatabaseAddress.sqlite(path: "kith.db")
    /// The file whose first line is the password for PostgreSQL; nil leaves it to the address, PGPASSWORD or libpq's password file.
    package var databasePasswordFile: String?
    /// Connections to PostgreSQL that read; one more writes.
    package var databaseConnections = 8
    /// Credentials: lifetimes, limits and costs. The key `requests-per-minute` sets how many requests one credential may make where the
    /// vendor documents a limit, unless the token has one of its own.
    package var access = AccessConfiguration()
    /// Open connections; fewer where the process may not open so many files.
    package var connections = 4096
    /// How long each may be kept waiting by its peer: the keys `idle-seconds`, `head-seconds`, `body-seconds`, `stall-seconds`.
    package var connectionLimits = ConnectionLimits()
    /// Requests that may be in work at the same time.
    package var requestsAtOnce = 256
    /// Whether many records will be written one after another, as an import does: the database then gets more memory to write with. This is
    /// no setting; the command knows.
    package var writesInBulk = false
    /// Seconds that requests under way get when the server is told to stop.
    package var drainSeconds = 25
    /// How much the log says: trace, debug, info, notice, warning, error, critical.
    package var logLevel = "notice"

    package init() {}

    /// Reads the values; refuses a bad one with an error that names the key.
    package init(_ reader: ConfigReader) throws(ConfigurationError) {
        func integer(_ key: String, _ fallback: Int, _ range: ClosedRange<Int>) throws(ConfigurationError) -> Int {
            // A number stands in a JSON file as such, in a flag or variable as text.
            guard let text = reader.string(forKey: ConfigKey(key)) ?? reader.int(forKey: ConfigKey(key)).map(String.init) else {
                return fallback
            }
            guard let value = Int(text), range.contains(value) else {
                throw ConfigurationError(key: key, rule: "must be an integer from \(range.lowerBound) to \(range.upperBound)")
            }
            return value
        }
        host = reader.string(forKey: "host", default: host)
        if host.isEmpty { throw ConfigurationError(key: "host", rule: "must be an address or a name") }
        port = try integer("port", port, 0...65_535)
        if let text = reader.string(forKey: "database") {
            guard let address = DatabaseAddress(text) else {
                throw ConfigurationError(key: "database", rule: "must be sqlite:PATH, sqlite::memory: or postgres://…")
            }
            database = address
        }
        databasePasswordFile = reader.string(forKey: "database-password-file")
        databaseConnections = try integer("database-connections", databaseConnections, 1...1000)
        access.requestsPerMinute = try integer("requests-per-minute", access.requestsPerMinute, 1...1_000_000_000)
        connections = try integer("connections", connections, 1...1_000_000)
        requestsAtOnce = try integer("requests-at-once", requestsAtOnce, 1...1_000_000)
        for (key, limit) in Self.connectionLimits {
            let standard = connectionLimits[keyPath: limit].nanoseconds / TimeAmount.seconds(1).nanoseconds
            connectionLimits[keyPath: limit] = .seconds(Int64(try integer(key, Int(standard), 1...86_400)))
        }
        drainSeconds = try integer("drain-seconds", drainSeconds, 0...3_600)
        logLevel = reader.string(forKey: "log-level", default: logLevel)
        guard Self.logLevels.contains(logLevel) else {
            throw ConfigurationError(key: "log-level", rule: "must be one of " + Self.logLevels.joined(separator: ", "))
        }
    }

    /// Every key of the configuration file.
    static let keys: Set<String> = [
        "host", "port", "database", "database-password-file", "database-connections", "requests-per-minute", "connections",
        "requests-at-once", "idle-seconds", "head-seconds", "body-seconds", "stall-seconds", "drain-seconds", "log-level",
    ]

    private static var connectionLimits: [(key: String, limit: WritableKeyPath<ConnectionLimits, TimeAmount>)] {
        [("idle-seconds", \.idle), ("head-seconds", \.head), ("body-seconds", \.body), ("stall-seconds", \.stall)]
    }

    package static let logLevels = ["trace", "debug", "info", "notice", "warning", "error", "critical"]
}

/// A configuration value that the server refuses to start with.
package struct ConfigurationError: Error, Sendable, CustomStringConvertible {
    /// The key as in the file: `port`. Its flag is `--port`, its variable `KITH_PORT`.
    package let key: String
    package let rule: String

    package var description: String {
        guard key == "config" || ServerConfiguration.keys.contains(key) else {
            return "configuration: \(key) \(rule); the settings are " + ServerConfiguration.keys.sorted().joined(separator: ", ")
        }
        let variable = "KITH_" + String(key.map { $0 == "-" ? "_" : $0 }).uppercased()
        return "configuration: \(key) \(rule) (set it with --\(key), \(variable) or \"\(key)\" in the configuration file)"
    }
}

/// Where the records are kept.
package enum DatabaseAddress: Sendable, Hashable {
    case sqlite(path: String)
    /// A SQLite database that ends with the process: for tests.
    case memory
    /// A PostgreSQL database, by an address as libpq reads it. It may hold a password and is never shown.
    case postgres(uri: String)

    /// Reads `sqlite:PATH`, `sqlite::memory:`, `postgres://…` or `postgresql://…`; nil for anything else.
    package init?(_ text: String) {
        if text.hasPrefix("postgres://") || text.hasPrefix("postgresql://") {
            self = .postgres(uri: text)
            return
        }
        guard text.hasPrefix("sqlite:"), text.utf8.count > "sqlite:".utf8.count else { return nil }
        let path = String(text.dropFirst("sqlite:".count))
        self = path == ":memory:" ? .memory : .sqlite(path: path)
    }
}
