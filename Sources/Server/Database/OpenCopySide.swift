import Foundation
package import Logging
import PostgresStore
import Relational
import SQLiteStore

/// The two databases of a copy, opened.
package struct CopySides: Sendable {
    private let source: any CopyTarget
    private let target: any CopyTarget

    /// Opens both. Refuses with ``StartError`` or ``CopyError`` what cannot be copied, and one database as both.
    package init(from source: ServerConfiguration, to target: ServerConfiguration, logger: Logger) async throws {
        if case .sqlite(let path) = source.database, case .sqlite(let other) = target.database, SQLiteCopy.isSame(path, other) {
            throw CopyError.sameDatabase
        }
        self.source = try await Self.open(source, from: nil, logger)
        do {
            self.target = try await Self.open(target, from: self.source, logger)
        } catch {
            await self.source.close()
            throw error
        }
    }

    /// Copies and compares, away from the threads that tasks share, and lets go of both databases.
    package func copy(report: @escaping @Sendable (CopyProgress) throws -> Void) async throws -> CopyReport {
        let (source, target) = (source, target)
        let result = await withCheckedContinuation { (done: CheckedContinuation<Result<CopyReport, any Error>, Never>) in
            DispatchQueue.global().async {
                done.resume(
                    returning: Result { try CopyDatabase(from: source, to: target, report: report).run() })
            }
        }
        await source.close()
        await target.close()
        return try result.get()
    }

    private static func open(
        _ configuration: ServerConfiguration, from source: (any CopySource)?, _ logger: Logger
    ) async throws -> any CopyTarget {
        do {
            switch configuration.database {
            case .sqlite(let path):
                return try await SQLiteCopy.open(SQLiteConfiguration(.file(path: path), logger: logger), asSource: source == nil)
            case .memory: throw StartError("a database in memory has nothing to copy: name a file")
            case .postgres: return try await PostgresCopy.open(try configuration.postgres(logger), from: source)
            }
        } catch let error as StoreOpenError { throw StartError(error.description) } catch let error as PostgresOpenError {
            throw StartError(error.description)
        }
    }
}
