import Access
import Foundation
import Records
import SQLiteStore
import Testing

/// What keeps the records. Every test of this target runs on each, so that they give the same answers.
enum Engine: CaseIterable, Sendable, CustomTestStringConvertible {
    case sqliteMemory, sqliteFile

    var testDescription: String { "\(self)" }
}

/// What both protocols are asked of.
typealias Store = any RecordStore & CredentialStore

/// Runs `body` on a new and empty database with one organisation in it, and takes it away afterwards.
func withStore(_ engine: Engine, _ body: (Shelf) async throws -> Void) async throws {
    switch engine {
    case .sqliteMemory:
        try await use(try await SQLiteStore.open(SQLiteConfiguration(.memory)), body)
    case .sqliteFile:
        let directory = FileManager.default.temporaryDirectory.appendingPathComponent("kith-contract-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: directory) }
        try await use(try await SQLiteStore.open(SQLiteConfiguration(.file(path: directory.path + "/kith.db"))), body)
    }
}

private func use(_ store: Store, _ body: (Shelf) async throws -> Void) async throws {
    let result: Result<Void, any Error>
    do {
        result = .success(try await body(try await Shelf(store)))
    } catch {
        result = .failure(error)
    }
    await store.close()
    try result.get()
}
