import Access
import ArgumentParser
import JSONCore
import Records
import Server

struct TokenCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "token", abstract: "Make, list and revoke API tokens.", subcommands: [Create.self, List.self, Revoke.self])

    struct Create: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Make an API token and print it, this once.",
            discussion: "Scopes: " + Scope.allCases.map(\.rawValue).joined(separator: ", ") + ". Without --scope the token has all.")

        @Option(help: "The organisation's id.")
        var organisation: String

        @Option(help: "What the token is called in lists and in the history.")
        var name: String

        @Option(name: .customLong("scope"), help: ArgumentHelp("A scope; can be given several times.", valueName: "scope"))
        var scopes: [String] = []

        @Flag(help: "A token with the prefix tg_test_ instead of tg_live_.")
        var test = false

        @Option(name: .customLong("requests-per-minute"), help: "How many requests the token may make per minute.")
        var requestsPerMinute: Int?

        @Flag(help: "Print one JSON object with id and token.")
        var json = false

        @OptionGroup var database: DatabaseOptions

        func run() async throws {
            let organisation = try organisationID(organisation, flag: "--organisation")
            var wanted = Set<Scope>()
            for text in scopes.flatMap({ $0.split(separator: ",") }) {
                guard let scope = Scope(rawValue: String(text)) else {
                    throw ValidationError("--scope: there is no scope \(text); kith token create --help lists them")
                }
                wanted.insert(scope)
            }
            let created = try await database.withServer { server in
                try await server.access.createToken(
                    organisation: organisation, name: name, scopes: wanted.isEmpty ? Scope.all : wanted, environment: test ? .test : .live,
                    requestsPerMinute: requestsPerMinute)
            }
            guard json else { return print(created.text) }
            var object = created.token.json
            object["token"] = .string(created.text)
            print(JSON.object(object).text)
        }
    }

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "List an organisation's tokens, without their secrets.")

        @Option(help: "The organisation's id.")
        var organisation: String

        @Flag(help: "Print one JSON array.")
        var json = false

        @OptionGroup var database: DatabaseOptions

        func run() async throws {
            let organisation = try organisationID(organisation, flag: "--organisation")
            let tokens = try await database.withServer { server in try await server.access.tokens(of: organisation) }
            if json { return print(JSON.array(tokens.map { .object($0.json) }).text) }
            for token in tokens { print("\(token.id.text)\t\(token.revokedAt == nil ? "active" : "revoked")\t\(token.name)") }
        }
    }

    struct Revoke: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Revoke a token; servers refuse it within five seconds.")

        @Option(help: "The organisation's id.")
        var organisation: String

        @Argument(help: "The token's id.")
        var id: String

        @OptionGroup var database: DatabaseOptions

        func run() async throws {
            let organisation = try organisationID(organisation, flag: "--organisation")
            guard let id = Identifier(id) else { throw ValidationError("the token's id is a UUID; kith token list shows it") }
            let isRevoked = try await database.withServer { server in try await server.access.revokeToken(id, of: organisation) }
            guard isRevoked else { throw StartError("the organisation has no such token; kith token list shows those it has") }
        }
    }
}

extension StoredToken {
    fileprivate var json: JSONObject {
        var object: JSONObject = [
            "id": .string(id.text), "organisation": .string(organisation.text), "name": .string(name),
            "scopes": .array(scopes.map(\.rawValue).sorted().map(JSON.string)), "createdAt": .string(createdAt.text(.milliseconds)),
        ]
        object["requestsPerMinute"] = requestsPerMinute.map { .number(JSONNumber($0)) }
        object["revokedAt"] = revokedAt.map { .string($0.text(.milliseconds)) }
        return object
    }
}
