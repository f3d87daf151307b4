/// The first tables, in the schema `kith`.
///
/// Tables of tenants are keyed by the organisation first, unique and foreign keys too, so that they can be distributed by it
/// (`kith database distribute`). The directory is what must be asked before an organisation is known: who presents this digest, signs in
/// with this email, is meant by this platform. It is small, and a distributed database keeps it whole on every node.
///
/// Moments are microseconds since 1970, types are a built-in name or a definition's id as text, texts sort by code point.
enum Migration0001 {
    static let tables = """
        -- The directory.

        CREATE TABLE organisation (
            id uuid PRIMARY KEY,
            name text NOT NULL,
            platform uuid REFERENCES organisation (id),
            external_id text COLLATE "C",
            signing_secret bytea,
            created_at bigint NOT NULL
        );
        CREATE UNIQUE INDEX organisation_external_id ON organisation (platform, external_id) WHERE external_id IS NOT NULL;

        CREATE TABLE token (
            organisation uuid NOT NULL REFERENCES organisation (id),
            id uuid NOT NULL,
            name text NOT NULL,
            digest bytea NOT NULL,
            scopes text NOT NULL,
            requests_per_minute bigint,
            created_at bigint NOT NULL,
            revoked_at bigint,
            PRIMARY KEY (organisation, id)
        );
        CREATE UNIQUE INDEX token_digest ON token (digest);

        CREATE TABLE person (
            organisation uuid NOT NULL REFERENCES organisation (id),
            id uuid NOT NULL,
            email text NOT NULL,
            -- The email with ASCII letters in lower case, which count as the same in either.
            email_key text COLLATE "C" NOT NULL,
            name text NOT NULL,
            password_hash text NOT NULL,
            created_at bigint NOT NULL,
            PRIMARY KEY (organisation, id)
        );
        CREATE UNIQUE INDEX person_id ON person (id);
        CREATE UNIQUE INDEX person_email ON person (email_key);

        CREATE TABLE secret (
            name text COLLATE "C" PRIMARY KEY,
            value bytea NOT NULL
        );

        -- What the organisations keep.

        CREATE TABLE record (
            organisation uuid NOT NULL REFERENCES organisation (id),
            type text COLLATE "C" NOT NULL,
            id uuid NOT NULL,
            number bigint NOT NULL,
            external_id text COLLATE "C",
            version bigint NOT NULL,
            created_at bigint NOT NULL,
            updated_at bigint NOT NULL,
            -- The texts of the fields that the type declares as indexed, in their order.
            index1 text COLLATE "C",
            index2 text COLLATE "C",
            index3 text COLLATE "C",
            index4 text COLLATE "C",
            -- JSON as it was written, byte for byte, which jsonb would not keep.
            fields json NOT NULL,
            PRIMARY KEY (organisation, id),
            CONSTRAINT record_typed_id UNIQUE (organisation, type, id),
            CONSTRAINT record_number UNIQUE (organisation, type, number)
        ) WITH (fillfactor = 80);
        CREATE UNIQUE INDEX record_external_id ON record (organisation, type, external_id) WHERE external_id IS NOT NULL;
        CREATE INDEX record_created_at ON record (organisation, type, created_at, id);

        -- What the next record of a type gets as its number.
        CREATE TABLE counter (
            organisation uuid NOT NULL REFERENCES organisation (id),
            type text COLLATE "C" NOT NULL,
            next_number bigint NOT NULL,
            PRIMARY KEY (organisation, type)
        ) WITH (fillfactor = 20);

        CREATE TABLE reference (
            organisation uuid NOT NULL,
            source_type text COLLATE "C" NOT NULL,
            source_id uuid NOT NULL,
            field text COLLATE "C" NOT NULL,
            target_type text COLLATE "C" NOT NULL,
            target_id uuid NOT NULL,
            PRIMARY KEY (organisation, source_type, source_id, field, target_type, target_id),
            CONSTRAINT reference_source FOREIGN KEY (organisation, source_type, source_id) REFERENCES record (organisation, type, id)
                ON DELETE CASCADE ON UPDATE CASCADE,
            CONSTRAINT reference_target FOREIGN KEY (organisation, target_type, target_id) REFERENCES record (organisation, type, id)
                ON DELETE RESTRICT ON UPDATE RESTRICT
        );
        CREATE INDEX reference_by_target ON reference (organisation, target_type, target_id, source_type, field, source_id);

        -- What the organisation's next change gets. Its row is the organisation's turn: who writes for the organisation holds its lock to the
        -- end of the transaction, so that changes have no gap and come in the order of their commits, whichever server wrote them.
        CREATE TABLE change_sequence (
            organisation uuid PRIMARY KEY REFERENCES organisation (id),
            next bigint NOT NULL
        ) WITH (fillfactor = 20);

        CREATE TABLE change (
            organisation uuid NOT NULL,
            sequence bigint NOT NULL,
            record uuid NOT NULL,
            type text COLLATE "C" NOT NULL,
            version bigint NOT NULL,
            kind text NOT NULL,
            at bigint NOT NULL,
            actor_kind text NOT NULL,
            actor_id text NOT NULL,
            actor_name text NOT NULL,
            on_behalf_of text,
            source text NOT NULL,
            request_id text NOT NULL,
            edits json NOT NULL,
            PRIMARY KEY (organisation, sequence)
        );
        CREATE INDEX change_by_record ON change (organisation, record, sequence);

        -- Which declared fields the columns index1… of table record hold.
        CREATE TABLE indexed_field (
            type text COLLATE "C" NOT NULL,
            position int NOT NULL,
            field text NOT NULL,
            is_unique boolean NOT NULL,
            ignores_case boolean NOT NULL,
            PRIMARY KEY (type, position)
        );
        """
}
