import ArgumentParser
import Server

struct Serve: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Serve all APIs over HTTP.",
        discussion: """
            Stops on SIGTERM or SIGINT: requests under way are finished first, then it exits 0.

              kith serve --port 8080 --database sqlite:/var/lib/kith/kith.db
              KITH_PORT=8080 KITH_DATABASE=sqlite:/var/lib/kith/kith.db kith serve
            """)

    @Option(help: ArgumentHelp("The address to listen on. (default: 127.0.0.1)", valueName: "address"))
    var host: String?

    @Option(help: ArgumentHelp("The port to listen on; 0 takes a free one. (default: 8080)", valueName: "port"))
    var port: String?

    @Option(name: .customLong("requests-per-minute"), help: "How many requests a token may make where the vendor documents a limit.")
    var requestsPerMinute: String?

    @Option(
        help: ArgumentHelp(
            "How many connections may be open; more are refused with 503. (default: 4096, or what the limit of open files allows)",
            valueName: "number"))
    var connections: String?

    @Option(
        name: .customLong("requests-at-once"),
        help: ArgumentHelp(
            "How many requests may be in work at the same time; more are refused with 503 or 429 at once. (default: 256)",
            valueName: "number"))
    var requestsAtOnce: String?

    @Option(
        name: .customLong("head-seconds"),
        help: "In how many seconds after its first byte the header block of a request must have arrived. (default: 10)")
    var headSeconds: String?

    @Option(
        name: .customLong("stall-seconds"),
        help: "After how many seconds a connection that takes nothing of an answer is closed. (default: 30)")
    var stallSeconds: String?

    @Option(name: .customLong("idle-seconds"), help: "After how many seconds a connection without traffic is closed. (default: 30)")
    var idleSeconds: String?

    @Option(name: .customLong("body-seconds"), help: "In how many seconds the body of a request must have arrived. (default: 60)")
    var bodySeconds: String?

    @Option(
        name: .customLong("drain-seconds"), help: "How many seconds requests under way get when the server is told to stop. (default: 25)")
    var drainSeconds: String?

    @OptionGroup var database: DatabaseOptions

    func run() async throws {
        var flags: [String: String] = [:]
        flags["host"] = host
        flags["port"] = port
        flags["requests-per-minute"] = requestsPerMinute
        flags["connections"] = connections
        flags["requests-at-once"] = requestsAtOnce
        flags["idle-seconds"] = idleSeconds
        flags["head-seconds"] = headSeconds
        flags["body-seconds"] = bodySeconds
        flags["stall-seconds"] = stallSeconds
        flags["drain-seconds"] = drainSeconds
        let configuration = try await database.configuration(flags)
        let server = try await KithServer(configuration, logger: Log.make(configuration))
        try await server.run { port in
            StandardError.line("kith \(KithVersion.text) listens on http://\(configuration.host):\(port)")
        }
    }
}
