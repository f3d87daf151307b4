/// Why tables are not distributed. `description` says what is the matter and what to do.
package enum DistributeError: Error, Sendable, Hashable {
    /// The server does not have Citus.
    case noCitus
    /// The server has Citus, the database does not.
    case notCreated
    case oldCitus(version: String)
    case notOwner(reason: String)
    /// In PostgreSQL's words.
    case failed(reason: String)
}

extension DistributeError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .noCitus:
            """
            This PostgreSQL server does not have the extension Citus, so the tables stay as they are; Kith runs on them as before. To \
            distribute them, install Citus 11 or newer on every node, put citus first in shared_preload_libraries, restart, and run \
            CREATE EXTENSION citus in this database on every node.
            """
        case .notCreated:
            """
            The server has Citus, but this database does not. Run CREATE EXTENSION citus in it as a superuser, on every node; where that fails, \
            put citus first in shared_preload_libraries and restart. Then add the nodes with citus_add_node and repeat this command.
            """
        case .oldCitus(let version): "Citus \(version) is too old. Kith needs 11 or newer."
        case .notOwner(let reason):
            """
            The role that signs in may not distribute the tables (\(reason)). Sign in as their owner, with the right to alter roles, or as a \
            superuser.
            """
        case .failed(let reason): "The tables are not distributed, and are as they were: \(reason)."
        }
    }
}
