package import Logging
import PostgresStore

/// The tables of a database, spread over the nodes of a Citus cluster.
package struct DistributeDatabase: Sendable {
    /// The version of Citus.
    package let version: String
    package let tables: [String]
    /// Whether there was anything left to do.
    package let isChanged: Bool

    /// Distributes the tables as their owner. Refuses with ``StartError``.
    package static func run(_ configuration: ServerConfiguration, logger: Logger) async throws -> DistributeDatabase {
        do {
            let done = try await PostgresStore.distribute(try configuration.postgres(logger))
            return DistributeDatabase(version: done.version, tables: done.tables, isChanged: done.isChanged)
        } catch let error as DistributeError { throw StartError(error.description) } catch let error as PostgresOpenError {
            throw StartError(error.description)
        }
    }
}
