import Foundation
import JSONCore
import Records
import TestSupport
import Testing

@testable import Import

@Suite("An import that was broken off")
struct ResumeTests {
    /// Five batches of contacts with one that is refused in the second.
    private static let count = 5 * PrepareRows.rows
    private static let refusedLine = PrepareRows.rows + 500

    private static func text(key: Bool) -> String {
        (1...count).map { line in
            let fields = line == refusedLine ? #"{"kind":"nobody"}"# : #"{"name":"Person \#(line)"}"#
            return key ? #"{"externalID":"c-\#(line)","fields":\#(fields)}"# : #"{"fields":\#(fields)}"#
        }.joined(separator: "\n")
    }

    @Test("Killed outright and run again, it loses no row and doubles none", arguments: ImportPlace.stores, [true, false])
    func killed(store: TestStore, key: Bool) async throws {
        try await ImportPlace.with(store) { place in
            try place.write(Self.text(key: key), as: "rows.ndjson")
            let arguments = place.arguments("rows.ndjson") + (key ? ["--key", "externalID"] : []) + ["--json"]
            // The refused row is told of when its batch is written: the second of five.
            let status = try await KithProcess.kill(arguments, in: place.directory, afterOutput: "\n")
            #expect(status == .uncaughtSignal)
            let done = try await place.changes().count
            #expect(done >= 2 * PrepareRows.rows - 1)
            #expect(done < Self.count - 1)
            let again = try await KithProcess.run(arguments, in: place.directory)
            let (refusals, summary) = try again.outcome()
            #expect(again.status == 1)
            #expect(refusals.map { $0["line"]?.asInt } == [Self.refusedLine])
            #expect(summary.counts("read", "created", "updated", "refused") == [Self.count, Self.count - 1 - done, 0, 1])
            #expect(summary[key ? "unchanged" : "earlier"]?.asInt == done)
            if !key {
                #expect(summary["resumedAtLine"]?.asInt == done + 2)
                #expect(again.errors.contains("resumed at line \(done + 2)"))
            }
            let changes = try await place.changes()
            #expect(changes.count == Self.count - 1)
            let names = changes.flatMap(\.edits).filter { $0.path.description == "/fields/name" }.compactMap { $0.new?.asString }
            #expect(names == (1...Self.count).filter { $0 != Self.refusedLine }.map { "Person \($0)" })
        }
    }

    @Test("A row whose record was deleted since is not made again", arguments: ImportPlace.stores)
    func deleted(store: TestStore) async throws {
        try await ImportPlace.with(store) { place in
            let text = "externalID,name\nc-1,Ada\nc-2,Grace\n"
            #expect(try await place.load(text, as: "rows.csv").status == 0)
            let ada = try #require(try await place.contact("c-1"))
            try await place.withRecords { _ = try await $0.perform(.delete(.id(.contact, ada.id), nil)) }
            let again = try await place.load(text, as: "rows.csv", "--json").outcome()
            #expect(again.summary.counts("created", "earlier", "refused") == [0, 2, 0])
            #expect(try await place.contact("c-1") == nil)
        }
    }

    @Test("Another file with the same rows is another import", arguments: ImportPlace.stores)
    func other(store: TestStore) async throws {
        try await ImportPlace.with(store) { place in
            let runs = [try await place.load("name\nAda\n", as: "rows.csv"), try await place.load("name\nAda\n\n", as: "rows.csv")]
            #expect(runs.allSatisfy { $0.output.hasPrefix("1 rows read: 1 created") })
            #expect(try await place.changes().count == 2)
        }
    }
}
