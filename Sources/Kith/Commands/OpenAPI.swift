import ArgumentParser
import Server

struct OpenAPI: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "openapi", abstract: "Print the OpenAPI 3.1 document that the server also serves at /openapi.json.")

    @Option(help: ArgumentHelp("Only this dialect: mateo, kare, reach, nateq or native.", valueName: "name"))
    var dialect: String?

    func run() async throws {
        guard let text = OpenAPIText.make(dialect: dialect) else {
            throw ValidationError("--dialect must be one of " + OpenAPIText.dialectNames.joined(separator: ", "))
        }
        print(text)
    }
}
