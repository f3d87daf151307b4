import Logging
import PostgresStore

extension ServerConfiguration {
    /// How to reach the PostgreSQL database that the configuration names. Refuses any other with ``StartError``.
    func postgres(_ logger: Logger) throws(StartError) -> PostgresConfiguration {
        guard case .postgres(let uri) = database else { throw StartError("this needs a PostgreSQL database: --database postgres://…") }
        return PostgresConfiguration(
            uri: uri, password: try OpenedDatabase.password(databasePasswordFile), readers: databaseConnections, logger: logger)
    }
}
