/// The first tables.
///
/// Every table that holds an organisation's data is keyed by the organisation first. Identifiers are sixteen bytes, moments are
/// microseconds since 1970, types are a built-in name or a definition's id as text.
///
/// Tables `record` and `change` are kept by row number, not by their keys: rows of a kilobyte in the inner pages of a key's tree would
/// make it deep, and one over a quarter of a page would spill. New rows lie together at the end in both.
enum Migration0001 {
    static let tables = """
        CREATE TABLE organisation (
            id BLOB PRIMARY KEY NOT NULL,
            name TEXT NOT NULL,
            platform BLOB REFERENCES organisation (id),
            external_id TEXT,
            signing_secret BLOB,
            created_at INTEGER NOT NULL,
            -- What the next change gets. Kept beside the changes' own numbers, so that it needs no search.
            next_sequence INTEGER NOT NULL DEFAULT 1
        ) STRICT, WITHOUT ROWID;
        CREATE UNIQUE INDEX organisation_external_id ON organisation (platform, external_id) WHERE external_id IS NOT NULL;

        CREATE TABLE record (
            organisation BLOB NOT NULL REFERENCES organisation (id),
            type TEXT NOT NULL,
            id BLOB NOT NULL,
            number INTEGER NOT NULL,
            external_id TEXT,
            version INTEGER NOT NULL,
            created_at INTEGER NOT NULL,
            updated_at INTEGER NOT NULL,
            -- The row of its newest change, from which each names the one before.
            last_change INTEGER NOT NULL,
            -- The texts of the fields that the type declares as indexed, in their order.
            index1 TEXT,
            index2 TEXT,
            index3 TEXT,
            index4 TEXT,
            -- JSON as it was written, byte for byte.
            fields TEXT NOT NULL,
            PRIMARY KEY (organisation, id),
            UNIQUE (organisation, type, id),
            UNIQUE (organisation, type, number)
        ) STRICT;
        CREATE UNIQUE INDEX record_external_id ON record (organisation, type, external_id) WHERE external_id IS NOT NULL;
        CREATE INDEX record_created_at ON record (organisation, type, created_at, id);

        CREATE TABLE counter (
            organisation BLOB NOT NULL REFERENCES organisation (id),
            type TEXT NOT NULL,
            next_number INTEGER NOT NULL,
            PRIMARY KEY (organisation, type)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE reference (
            organisation BLOB NOT NULL,
            source_type TEXT NOT NULL,
            source_id BLOB NOT NULL,
            field TEXT NOT NULL,
            target_type TEXT NOT NULL,
            target_id BLOB NOT NULL,
            PRIMARY KEY (organisation, source_type, source_id, field, target_type, target_id),
            FOREIGN KEY (organisation, source_type, source_id) REFERENCES record (organisation, type, id)
                ON DELETE CASCADE ON UPDATE CASCADE,
            FOREIGN KEY (organisation, target_type, target_id) REFERENCES record (organisation, type, id)
                ON DELETE RESTRICT ON UPDATE RESTRICT
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX reference_target ON reference (organisation, target_type, target_id, source_type, field, source_id);

        CREATE TABLE change (
            row INTEGER PRIMARY KEY,
            organisation BLOB NOT NULL,
            sequence INTEGER NOT NULL,
            record BLOB NOT NULL,
            type TEXT NOT NULL,
            version INTEGER NOT NULL,
            kind TEXT NOT NULL,
            -- The row of the record's change before this one. An index of changes by record would be one more page written anywhere in
            -- the file by every update (measured: a third of its CPU, half of its bytes).
            previous INTEGER,
            at INTEGER NOT NULL,
            actor_kind TEXT NOT NULL,
            actor_id TEXT NOT NULL,
            actor_name TEXT NOT NULL,
            on_behalf_of TEXT,
            source TEXT NOT NULL,
            request_id TEXT NOT NULL,
            edits TEXT NOT NULL,
            UNIQUE (organisation, sequence)
        ) STRICT;
        -- Where the history of a record begins that is no more.
        CREATE INDEX change_end ON change (organisation, record, row) WHERE kind IN ('deleted', 'merged');
        CREATE TRIGGER change_is_not_altered BEFORE UPDATE ON change
            BEGIN SELECT RAISE(ABORT, 'a change is never altered'); END;
        CREATE TRIGGER change_is_not_removed BEFORE DELETE ON change
            BEGIN SELECT RAISE(ABORT, 'a change is never removed'); END;

        CREATE TABLE token (
            organisation BLOB NOT NULL REFERENCES organisation (id),
            id BLOB NOT NULL,
            name TEXT NOT NULL,
            digest BLOB NOT NULL UNIQUE,
            scopes TEXT NOT NULL,
            requests_per_minute INTEGER,
            created_at INTEGER NOT NULL,
            revoked_at INTEGER,
            PRIMARY KEY (organisation, id)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE user (
            organisation BLOB NOT NULL REFERENCES organisation (id),
            id BLOB NOT NULL UNIQUE,
            email TEXT NOT NULL COLLATE NOCASE UNIQUE,
            name TEXT NOT NULL,
            password_hash TEXT NOT NULL,
            created_at INTEGER NOT NULL,
            PRIMARY KEY (organisation, id)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE secret (
            name TEXT PRIMARY KEY NOT NULL,
            value BLOB NOT NULL
        ) STRICT, WITHOUT ROWID;

        -- Which declared fields the columns index1… of table record hold.
        CREATE TABLE indexed_field (
            type TEXT NOT NULL,
            position INTEGER NOT NULL,
            field TEXT NOT NULL,
            is_unique INTEGER NOT NULL,
            ignores_case INTEGER NOT NULL,
            PRIMARY KEY (type, position)
        ) STRICT, WITHOUT ROWID;
        """
}
