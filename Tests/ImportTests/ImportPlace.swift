import Access
import Foundation
import JSONCore
import Records
import Server
import TestSupport

/// A new database with one organisation in it, a directory for files, and `kith import` to run on both.
struct ImportPlace: Sendable {
    let organisation: OrganisationID
    let directory: URL
    private let address: DatabaseAddress

    /// The stores that a process of its own can open.
    static let stores: [TestStore] = [.file, .postgres]

    /// Runs `body` in a new place and takes that away afterwards.
    static func with(_ store: TestStore, _ body: (ImportPlace) async throws -> Void) async throws {
        try await withDatabase(store) { address in
            let directory = FileManager.default.temporaryDirectory.appending(path: "kith-import-\(UUID().uuidString)")
            try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
            defer { try? FileManager.default.removeItem(at: directory) }
            let organisation = try await withKith(address) { try await $0.access.createOrganisation(name: "Analytical Engines").id }
            try await body(ImportPlace(organisation: organisation, directory: directory, address: address))
        }
    }

    /// Writes a file and imports it; `-` as its name hands the text over on standard input.
    func load(
        _ text: String, as name: String = "rows.ndjson", type: String = "contact", _ arguments: String...
    ) async throws -> KithProcess {
        if name != "-" { try write(text, as: name) }
        return try await KithProcess.run(self.arguments(name, type: type) + arguments, in: directory, input: name == "-" ? text : "")
    }

    func write(_ text: String, as name: String) throws { try Data(text.utf8).write(to: directory.appending(path: name)) }

    /// What the import of a file is called with.
    func arguments(_ name: String, type: String = "contact") -> [String] {
        // Without the warning that the tests' PostgreSQL does not outlive the machine.
        ["import", name, "--organisation", organisation.text, "--type", type, "--database", text, "--log-level", "error"]
    }

    /// Works on the database between two imports.
    func withEngine<Value>(_ body: (KithServer) async throws -> Value) async throws -> Value { try await Self.withKith(address, body) }

    /// Works on the records of the organisation between two imports.
    func withRecords<Value>(_ body: (RecordSession) async throws -> Value) async throws -> Value {
        try await withEngine { server in
            try await body(
                RecordSession(
                    engine: server.engine, organisation: organisation,
                    author: Author(actor: Actor(kind: .system, id: "test", name: "test"), source: .commandLine, requestID: "test")))
        }
    }

    /// Every change of the organisation, in order.
    func changes() async throws -> [Change] {
        try await withEngine { server in
            var changes: [Change] = []
            while true {
                let more = try await server.engine.store.events(after: changes.last?.sequence ?? 0, limit: 1000, in: organisation)
                guard !more.isEmpty else { return changes }
                changes += more
            }
        }
    }

    /// The contact of an external id; nil when there is none.
    func contact(_ externalID: String) async throws -> Record? {
        try await withRecords { try await $0.find(.externalID(.contact, externalID)) }
    }

    private var text: String {
        switch address {
        case .sqlite(let path): "sqlite:\(path)"
        case .memory: "sqlite::memory:"
        case .postgres(let uri): uri
        }
    }

    private static func withKith<Value>(_ address: DatabaseAddress, _ body: (KithServer) async throws -> Value) async throws -> Value {
        var configuration = ServerConfiguration()
        configuration.database = address
        configuration.databaseConnections = 2
        return try await KithServer.with(configuration, logger: .init(label: "test"), body)
    }
}

extension KithProcess {
    /// What `--json` printed: an object for each refused row, and the counts.
    func outcome() throws -> (refusals: [JSON], summary: JSON) {
        var objects = try lines.map { try JSON.parse($0) }
        guard let summary = objects.popLast()?["summary"] else { throw TestFailure("no counts: \(output) \(errors)") }
        return (objects, summary)
    }
}

extension JSON {
    /// The counts of a summary, in their order.
    func counts(_ names: String...) -> [Int?] { names.map { self[$0]?.asInt } }
}
