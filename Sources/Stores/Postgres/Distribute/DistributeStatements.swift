/// The statements with which tables become Citus's. They run as the owner, on no request's path.
enum DistributeStatements {
    /// The version of the extension in this database, and whether it could be made here.
    static let extensions = """
        SELECT (SELECT extversion FROM pg_extension WHERE extname = 'citus'),
            EXISTS (SELECT FROM pg_available_extensions WHERE name = 'citus')
        """

    /// Tables of both kinds are altered one after the other here, which Citus wants to know in advance.
    static let start = "SET LOCAL citus.multi_shard_modify_mode = 'sequential'; SET LOCAL client_min_messages = warning"

    /// How Citus keeps each table.
    static let kinds = """
        SELECT c.relname::text, p.partmethod::text, p.repmodel::text
        FROM pg_dist_partition p JOIN pg_class c ON c.oid = p.logicalrelid
        WHERE c.relnamespace = 'kith'::regnamespace
        """

    static let foreignKeys = """
        SELECT k.conrelid::regclass::text, k.confrelid::regclass::text, k.conname::text, pg_get_constraintdef(k.oid)
        FROM pg_constraint k WHERE k.connamespace = 'kith'::regnamespace AND k.contype = 'f' ORDER BY k.conname
        """

    // MARK: - The server's role on the nodes

    /// One node works on another under the name of the role that asked it.
    static let canSignIn = "SELECT rolcanlogin FROM pg_roles WHERE rolname = '\(Fences.serverRole)'"
    static let letServerSignIn = "ALTER ROLE \(Fences.serverRole) LOGIN"

    // MARK: - Functions and tables

    /// Makes the functions that policies and statements call on every node, in the order in which they were made here.
    static let functions = """
        SELECT create_distributed_function(p.oid::regprocedure)
        FROM (
            SELECT p.oid FROM pg_proc p
            WHERE p.pronamespace = 'kith'::regnamespace
                AND NOT EXISTS (SELECT FROM pg_dist_object o WHERE o.classid = 'pg_proc'::regclass AND o.objid = p.oid)
            ORDER BY p.oid
        ) p
        """

    static func toEveryNode(_ table: String) -> String { "SELECT create_reference_table('kith.\(table)')" }

    /// `leader` is the table with whose rows an organisation's rows of this one lie.
    static func byOrganisation(_ table: String, with leader: String?) -> String {
        "SELECT create_distributed_table('kith.\(table)', 'organisation', colocate_with => '\(leader.map { "kith.\($0)" } ?? "none")')"
    }

    static func emptyPlainTable(_ table: String) -> String { "SELECT truncate_local_data_after_distributing_table('kith.\(table)')" }
}
