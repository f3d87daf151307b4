import Foundation
import Records
import Relational

@testable import SQLiteStore

extension SQLiteStore {
    /// What the writing connection answers to a pragma.
    func pragma(_ name: String) throws -> String {
        try writer.run { session throws(SQLiteFailure) in
            var statement = try session.statement("PRAGMA " + name)
            return try statement.step() ? statement.text(0) : ""
        }
    }

    /// How SQLite would carry out a query: the lines of `EXPLAIN QUERY PLAN`.
    func plan(of query: Query, in organisation: OrganisationID) throws -> String {
        let rows = try QueryStatements(query, in: organisation, indexes: indexes).rows
        return try writer.run { session throws(SQLiteFailure) in
            var statement = try session.statement(SQLText("EXPLAIN QUERY PLAN ") + rows)
            var lines: [String] = []
            while try statement.step() { lines.append(statement.text(3)) }
            return lines.joined(separator: "\n")
        }
    }

    /// How many pages the write-ahead log's file has room for.
    func pages(inLogOf path: String) throws -> Int {
        let attributes = try FileManager.default.attributesOfItem(atPath: path + "-wal")
        return (attributes[.size] as? Int ?? 0) / 4096
    }
}
