import Access
import ArgumentParser
import JSONCore
import Server

struct MakeDemo: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "demo",
        abstract: "Make the demo organisation and print one ready request for each of the five updates.",
        discussion: """
            Can be repeated: the same organisation, ids and API tokens come out, and its records are as they were at first. The server must \
            not be running on the same SQLite file.
            """)

    @Flag(help: "Print one JSON object with organisation, requests and tokens.")
    var json = false

    @Option(name: .customLong("base-url"), help: "The server that the printed commands speak to.")
    var baseURL = "http://127.0.0.1:8080"

    @OptionGroup var database: DatabaseOptions

    func run() async throws {
        var configuration = try await database.configuration()
        configuration.access.accessTokenSeconds = DemoTokens.lifetimeSeconds
        configuration.access.sessionTokenSeconds = DemoTokens.lifetimeSeconds
        let demo = try await database.withServer(configuration) { server in
            try await Demo.make(access: server.access, engine: server.engine)
        }
        print(json ? demo.json.text : demo.text(base: baseURL))
    }
}
