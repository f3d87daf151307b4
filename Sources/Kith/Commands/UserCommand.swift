import Access
import ArgumentParser
import JSONCore
import Records
import Server

struct UserCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "user", abstract: "Make people who sign in with email and password (Kare).", subcommands: [Create.self])

    struct Create: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Make a person who signs in at POST /auth/v1/rs/login/credentials.")

        @Option(help: "The organisation's id.")
        var organisation: String

        @Option(help: "The email they sign in with.")
        var email: String

        @Option(help: "Their name, as the history shows it.")
        var name: String

        @Option(name: .customLong("password-file"), help: "A file with the password, 6 to 100 characters.")
        var passwordFile: String

        @Flag(help: "Print one JSON object with the id.")
        var json = false

        @OptionGroup var database: DatabaseOptions

        func run() async throws {
            let organisation = try organisationID(organisation, flag: "--organisation")
            guard let password = String(validating: try SecretFile.read(passwordFile), as: UTF8.self) else {
                throw ValidationError("--password-file: the password must be UTF-8 text")
            }
            let user = try await database.withServer { server in
                try await server.access.createUser(organisation: organisation, email: email, name: name, password: password)
            }
            print(json ? JSON.object(["id": .string(user.id.text), "email": .string(user.email)]).text : user.id.text)
        }
    }
}
