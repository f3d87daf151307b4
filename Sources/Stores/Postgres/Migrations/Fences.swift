/// What keeps organisations apart inside the database itself, behind every statement's own condition.
///
/// Row-level security is enabled and forced on every table of tenants, and the server works as a role that neither owns them nor is a
/// superuser. A statement sees the rows of the organisation that its transaction has named, and without a name none.
enum Fences {
    /// The role that the server works as; it cannot sign in by itself.
    static let serverRole = "kith_server"

    /// The tables whose rows belong to an organisation, with what lets a row be seen besides belonging to the one named.
    ///
    /// A credential is looked for before its organisation is known: whoever presents it may see it.
    static let tables = [
        (name: "record", besides: nil),
        (name: "counter", besides: nil),
        (name: "reference", besides: nil),
        (name: "change_sequence", besides: nil),
        (name: "change", besides: nil),
        (name: "token", besides: "digest = (SELECT decode(presented(), 'hex'))"),
        (name: "person", besides: "email_key = (SELECT presented()) OR id::text = (SELECT presented())"),
    ]

    /// Makes functions, policies and rights. The role must exist.
    static var statements: String { functions + tables.map { fence($0.name, $0.besides) }.joined() + rights }

    /// Makes the role where it does not exist; another server may be making it at the same moment, for another database.
    static let role = """
        DO $$ BEGIN
            IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '\(serverRole)') THEN
                CREATE ROLE \(serverRole) NOLOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE NOREPLICATION;
            END IF;
        EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
        END $$;
        DO $$ BEGIN
            IF NOT pg_has_role(current_user, '\(serverRole)', 'MEMBER') THEN EXECUTE format('GRANT \(serverRole) TO %I', current_user); END IF;
        END $$;
        """

    private static let functions = """
        CREATE FUNCTION current_organisation() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE AS $$
            SELECT nullif(pg_catalog.current_setting('kith.organisation', true), '')::uuid
        $$;
        CREATE FUNCTION presented() RETURNS text LANGUAGE sql STABLE PARALLEL SAFE AS $$
            SELECT nullif(pg_catalog.current_setting('kith.presented', true), '')
        $$;
        -- Ends a statement that must not be, with a code that the store knows.
        CREATE FUNCTION refuse(code text) RETURNS bigint LANGUAGE plpgsql VOLATILE AS $$
        BEGIN
            RAISE EXCEPTION 'refused' USING ERRCODE = code;
        END $$;

        """

    static func fence(_ table: String, _ besides: String?) -> String {
        let own = "organisation = (SELECT current_organisation())"
        let visible = besides.map { "\(own) OR \($0)" } ?? own
        return """
            ALTER TABLE \(table) ENABLE ROW LEVEL SECURITY;
            ALTER TABLE \(table) FORCE ROW LEVEL SECURITY;
            CREATE POLICY tenant ON \(table) USING (\(visible)) WITH CHECK (\(own));

            """
    }

    static let rights = """
        GRANT USAGE ON SCHEMA kith TO \(serverRole);
        GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA kith TO \(serverRole);
        GRANT SELECT, INSERT, UPDATE ON organisation, token, person, counter, change_sequence TO \(serverRole);
        GRANT SELECT, INSERT, UPDATE, DELETE ON record, reference TO \(serverRole);
        -- Changes are only ever appended.
        GRANT SELECT, INSERT ON change, secret TO \(serverRole);
        GRANT SELECT ON migration, indexed_field TO \(serverRole);
        """
}
