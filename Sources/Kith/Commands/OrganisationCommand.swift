import Access
import ArgumentParser
import JSONCore
import Records
import Server

struct OrganisationCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "organisation", abstract: "Make and list organisations.", subcommands: [Create.self, List.self])

    struct Create: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Make an organisation.",
            discussion: """
                With --platform-secret-file it is a platform, which signs Reach JWTs (HS256) with the secret in that file and may have \
                organisations under it. With --platform and --external-id it is such an organisation.
                """)

        @Argument(help: "Its name.")
        var name: String

        @Option(help: "The id of the platform that it belongs to.")
        var platform: String?

        @Option(name: .customLong("external-id"), help: "The platform's own name for it.")
        var externalID: String?

        @Option(name: .customLong("platform-secret-file"), help: "A file with the secret that this platform signs with, at least 32 bytes.")
        var secretFile: String?

        @Flag(help: "Print one JSON object with its id.")
        var json = false

        @OptionGroup var database: DatabaseOptions

        func run() async throws {
            let platform = try platform.map { try organisationID($0, flag: "--platform") }
            let secret = try secretFile.map(SecretFile.read)
            let organisation = try await database.withServer { server in
                try await server.access.createOrganisation(name: name, platform: platform, externalID: externalID, signingSecret: secret)
            }
            print(json ? organisation.json.text : organisation.id.text)
        }
    }

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "List the organisations.")

        @Flag(help: "Print one JSON array.")
        var json = false

        @OptionGroup var database: DatabaseOptions

        func run() async throws {
            let organisations = try await database.withServer { server in try await server.access.organisations() }
            if json { return print(JSON.array(organisations.map(\.json)).text) }
            for organisation in organisations { print("\(organisation.id.text)\t\(organisation.name)") }
        }
    }
}

/// Reads an organisation's id from a flag.
func organisationID(_ text: String, flag: String) throws -> OrganisationID {
    guard let id = Identifier(text) else {
        throw ValidationError("\(flag) must be an organisation's id; kith organisation list shows them")
    }
    return OrganisationID(id)
}

extension Organisation {
    fileprivate var json: JSON {
        var object: JSONObject = [
            "id": .string(id.text), "name": .string(name), "isPlatform": .bool(signingSecret != nil),
            "createdAt": .string(createdAt.text(.milliseconds)),
        ]
        object["platform"] = platform.map { .string($0.text) }
        object["externalId"] = externalID.map(JSON.string)
        return .object(object)
    }
}
