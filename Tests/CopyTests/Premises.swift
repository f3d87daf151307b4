import Access
import Foundation
import JSONCore
import Logging
import Records
import Server
import TestSupport

/// A database to copy: the demo organisation and another one, whose records have been made, altered, moved about and deleted.
enum Premises {
    /// Some hundred records and their history, by chance that is the same every time.
    static func fill(_ address: DatabaseAddress) async throws {
        try await withKith(address) { server in
            _ = try await Demo.make(access: server.access, engine: server.engine)
            let other = try await server.access.createOrganisation(name: "Other")
            _ = try await server.access.createToken(organisation: other.id, name: "token", requestsPerMinute: 7)
            _ = try await server.access.createOrganisation(name: "Empty")
            for organisation in try await server.access.organisations() where organisation.name != "Empty" {
                try await write(
                    RecordSession(
                        engine: server.engine, organisation: organisation.id,
                        author: Author(
                            actor: Actor(kind: .user, id: "u", name: "Ünal", onBehalfOf: "nobody"), source: .native, requestID: "r")))
            }
        }
    }

    private static func write(_ session: RecordSession) async throws {
        var people: [Record] = []
        let definition = try await session.performOne(
            .create(
                Draft(
                    type: .definition,
                    edit: Edit([.merge(.root, ["key": "thing", "name": "Thing", "schema": ["type": "object"]])])))
        ).record
        for number in 0..<120 {
            var fields: JSONObject = [
                "name": .string("Person \(number) 😀 \u{7F}\\\""), "email": .string("P\(number)@example.com"),
            ]
            if number % 3 == 1, let friend = people.last {
                let company = try await session.performOne(
                    .create(Draft(type: .company, externalID: "co-\(number)", edit: Edit([.merge(.root, ["name": "C"])])))
                ).record
                fields["company"] = .string(company.id.text)
                // Numbers stay as they were written.
                let data: JSON = ["number": try JSON.parse("1.0\(number)e-3"), "": [.null, true, [:]]]
                _ = try await session.performOne(
                    .create(
                        Draft(
                            type: TypeID(definition: definition.id),
                            edit: Edit([.merge(.root, ["contact": .string(friend.id.text), "data": data])]))))
            }
            let draft = Draft(type: .contact, externalID: number % 5 == 0 ? "ext-\(number)" : nil, edit: Edit([.merge(.root, fields)]))
            people.append(try await session.performOne(.create(draft)).record)
        }
        for (number, person) in people.enumerated() where number % 2 == 0 {
            for round in 0..<3 {
                let edit = Edit([.set(JSONPointer(["position"]), .string("rank \(round)"))])
                _ = try await session.performOne(.update(.id(.contact, person.id), edit, nil))
            }
        }
        for (number, person) in people.enumerated() where number % 7 == 0 && number % 3 != 0 {
            _ = try await session.performOne(.delete(.id(.contact, person.id), nil))
            // Its line of changes goes on where it ended.
            if number % 14 == 0 {
                _ = try await session.performOne(
                    .restore(Draft(type: .contact, id: person.id, edit: Edit([.merge(.root, ["name": "back"])]))))
            }
        }
    }

    /// A server's configuration for a database.
    static func configuration(_ address: DatabaseAddress) -> ServerConfiguration {
        var configuration = ServerConfiguration()
        configuration.database = address
        configuration.databaseConnections = 2
        if let cost = PasswordCost(logRounds: 4, blockSize: 8, parallelism: 1) { configuration.access.passwordCost = cost }
        return configuration
    }

    static var logger: Logger {
        var logger = Logger(label: "test")
        logger.logLevel = .error
        return logger
    }

    /// Opens the database as a server would, and closes it again.
    static func withKith<Value>(_ address: DatabaseAddress, _ body: (KithServer) async throws -> Value) async throws -> Value {
        try await KithServer.with(configuration(address), logger: logger, body)
    }

    /// Everything that a server answers of its records: organisations, every record by type, every change, every history.
    static func answers(_ address: DatabaseAddress) async throws -> Answers {
        try await withKith(address) { server in
            var answers = Answers()
            answers.organisations = try await server.access.organisations()
            for organisation in answers.organisations {
                let store = server.engine.store
                let changes = try await store.events(after: 0, limit: 100_000, in: organisation.id)
                answers.changes += changes
                for type in Set(changes.map(\.type)).sorted(by: { $0.text < $1.text }) {
                    let query = Query(types: [type], order: [Order(.number)], limit: 100_000, counted: true)
                    answers.records += try await store.page(query, in: organisation.id).records
                }
                for record in Set(changes.map(\.record)).sorted() {
                    answers.histories.append(try await store.history(of: record, before: nil, limit: 1000, in: organisation.id))
                }
                answers.tokens += try await server.access.tokens(of: organisation.id).map(\.id)
            }
            return answers
        }
    }
}

/// What a server answers.
struct Answers: Equatable {
    var organisations: [Organisation] = []
    var records: [Record] = []
    var changes: [Change] = []
    var histories: [[Change]] = []
    var tokens: [Identifier] = []
}
