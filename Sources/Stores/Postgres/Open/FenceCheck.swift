/// Sees that the database itself keeps organisations apart, as the server's own role finds it.
enum FenceCheck {
    /// Refuses with ``PostgresOpenError/notFenced(_:)`` when the role could go around row-level security, or a table is without.
    static func run(on connection: Connection) throws(PostgresOpenError) {
        let results: [Rows]
        do throws(PostgresFailure) {
            results = try connection.exchange([Statement(role), Statement(tables)], within: .seconds(5))
        } catch { throw PostgresOpenError(error) }
        guard let role = results[0].first else { throw .notFenced("the server's role does not exist") }
        let name = role.text(0)
        if role.bool(1) { throw .notFenced("the role \(name) is a superuser") }
        if role.bool(2) { throw .notFenced("the role \(name) has BYPASSRLS") }

        var fenced: Set<String> = []
        for index in 0..<results[1].count {
            let row = results[1][index]
            let table = row.text(0)
            if row.bool(1) { throw .notFenced("the role \(name) owns the table \(table)") }
            guard row.bool(2), row.bool(3) else { throw .notFenced("row-level security is not enabled and forced on the table \(table)") }
            guard row.integer(4) == 1, row.integer(5) == 1 else {
                throw .notFenced("the table \(table) does not have the one policy that it should")
            }
            if row.bool(6) { throw .notFenced("the role \(name) may alter or remove what is in the table \(table)") }
            fenced.insert(table)
        }
        for table in Fences.tables where !fenced.contains(table.name) { throw .notFenced("the table \(table.name) is missing") }
    }

    private static let role = "SELECT rolname::text, rolsuper, rolbypassrls FROM pg_roles WHERE rolname = current_user"

    /// Of each table of tenants: whether the role owns it, whether row-level security is enabled and forced, how many policies it has and how
    /// many of those hold for reading and writing, and whether the log of changes could be rewritten.
    private static var tables: String {
        """
        SELECT c.relname::text, pg_has_role(current_user, c.relowner, 'MEMBER'), c.relrowsecurity, c.relforcerowsecurity,
            (SELECT count(*) FROM pg_policy p WHERE p.polrelid = c.oid),
            (SELECT count(*) FROM pg_policy p
                WHERE p.polrelid = c.oid AND p.polcmd = '*' AND p.polqual IS NOT NULL AND p.polwithcheck IS NOT NULL AND p.polpermissive
                    AND pg_get_expr(p.polqual, p.polrelid) LIKE '%current\\_organisation()%'
                    AND pg_get_expr(p.polwithcheck, p.polrelid) LIKE '%current\\_organisation()%'),
            c.relname = 'change' AND has_table_privilege(current_user, c.oid, 'UPDATE, DELETE, TRUNCATE')
        FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE n.nspname = 'kith' AND c.relname IN (\(Fences.tables.map { "'\($0.name)'" }.joined(separator: ", ")))
        """
    }
}
