import ArgumentParser
import Foundation
import Server

/// The command line. Each subcommand has its own file under `Commands/`.
@main
struct Kith: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "kith",
        abstract: "A customer-record server that speaks the APIs of Mateo, Nateq, Reach and Kare, and its own.",
        discussion: """
            Start with a demo and a server:

              kith demo --database sqlite:kith.db     makes a demo organisation, prints five curl commands
              kith serve --database sqlite:kith.db    serves on http://127.0.0.1:8080

            Every setting is a flag, an environment variable (KITH_PORT for --port) or a key of the JSON file named by --config, in this \
            order. Exit codes: 0 done, 1 failed, 2 bad usage.
            """,
        version: KithVersion.text,
        subcommands: [
            Serve.self, MakeDemo.self, OrganisationCommand.self, TokenCommand.self, UserCommand.self, ImportCommand.self,
            SchemaCommand.self, DatabaseCommand.self, OpenAPI.self,
        ])

    /// Runs the command and ends the process: 0 done, 1 failed, 2 bad usage.
    static func main() async {
        do {
            var command = try parseAsRoot()
            if var asynchronous = command as? any AsyncParsableCommand {
                try await asynchronous.run()
            } else {
                try command.run()
            }
        } catch let error as ConfigurationError {
            StandardError.line("Error: \(error)")
            exit(withCode: 2)
        } catch {
            let code = exitCode(for: error)
            guard code == .validationFailure else { exit(withError: error) }
            StandardError.line(fullMessage(for: error))
            exit(withCode: 2)
        }
    }

    private static func exit(withCode code: Int32) -> Never { Foundation.exit(code) }
}
