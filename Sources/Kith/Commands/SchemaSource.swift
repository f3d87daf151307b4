import ArgumentParser
import Conformance
import Foundation
import JSONCore
import JSONSchema
import enum Records.DefinedType

/// Where `schema check` and `schema validate` have their schema from, and how it is read.
struct SchemaSource: ParsableArguments {
    @Argument(help: "The schema's file; - reads standard input.")
    var schema: String

    @Flag(help: "Judge formats too. Without it format is a comment, as the standard says.")
    var format = false

    @Option(
        help: ArgumentHelp("The draft of a schema without $schema: 2020-12 or 7. (default: 2020-12)", valueName: "draft"),
        transform: Self.draft)
    var draft: Draft?

    @Option(
        name: .customLong("with"),
        help: ArgumentHelp(
            "Another schema that $ref may lead to, by its $id or by its path from the schema's file; can be given several times.",
            valueName: "file"))
    var others: [String] = []

    /// The schema's text, and what to compile it with. A file that cannot be read ends the command with exit code 2.
    func load() throws -> (file: JSONFile, options: SchemaOptions) {
        do throws(FileError) {
            var registry: [String: JSON] = [:]
            for path in others {
                let document = try Self.file(path).value(limits: .standard)
                registry[Self.address(of: path)] = document
                // An empty fragment, which draft-07 allows, is no part of the name.
                let id = document["$id"]?.asString.map { $0.hasSuffix("#") ? String($0.dropLast()) : $0 }
                if let id, !id.isEmpty { registry[id] = document }
            }
            return (
                try Self.file(schema),
                SchemaOptions(
                    defaultDraft: draft ?? .draft202012, baseURI: Self.address(of: schema), registry: registry, assertsFormat: format,
                    externalReference: DefinedType.meaning(of:))
            )
        } catch {
            throw SchemaOutput.end(error)
        }
    }

    /// A file's text; `-` is standard input.
    static func file(_ path: String) throws(FileError) -> JSONFile {
        guard path == SchemaOutput.standardInput else { return try JSONFile(path: path) }
        guard let data = try? FileHandle.standardInput.readToEnd() ?? Data() else {
            throw FileError(path: SchemaOutput.name(of: path), rule: "cannot be read")
        }
        return JSONFile(name: SchemaOutput.name(of: path), bytes: [UInt8](data))
    }

    /// Reads the name of a draft on the command line.
    static func draft(_ text: String) throws -> Draft {
        guard let draft = Draft(name: text) else {
            throw ValidationError("--draft must be 2020-12 or 7, also written draft2020-12 or draft-07")
        }
        return draft
    }

    /// The URI of a file, against which the references in it resolve.
    private static func address(of path: String) -> String {
        URL(filePath: path, directoryHint: .notDirectory).absoluteURL.standardizedFileURL.absoluteString
    }
}
