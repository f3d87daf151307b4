"""Makes the database of peer/app.py, with the entities and contacts of a loaded Kith under the same ids: both get the same requests.

    database.py FILE VOUCHERS CONTACTS TOKEN ORGANISATION

VOUCHERS and CONTACTS are files with an id a line.
"""

import datetime
import hashlib
import json
import sqlite3
import sys
import uuid

SCHEMA = {
    "type": "object",
    "properties": {"voucher_id": {"type": "string"}, "status": {"type": "string"}, "code": {"type": "number"}},
    "required": ["voucher_id", "status"],
}
TABLES = """
    CREATE TABLE organisation (id BLOB PRIMARY KEY, name TEXT NOT NULL) WITHOUT ROWID;
    CREATE TABLE token (
        id TEXT PRIMARY KEY, organisation_id BLOB NOT NULL REFERENCES organisation (id), name TEXT NOT NULL, digest BLOB NOT NULL UNIQUE,
        scopes TEXT NOT NULL, revoked_at TEXT);
    CREATE TABLE definition (
        organisation_id BLOB NOT NULL REFERENCES organisation (id), id BLOB NOT NULL, key TEXT NOT NULL, schema TEXT NOT NULL,
        PRIMARY KEY (organisation_id, id)) WITHOUT ROWID;
    CREATE TABLE contact (
        organisation_id BLOB NOT NULL REFERENCES organisation (id), id BLOB NOT NULL, name TEXT NOT NULL,
        PRIMARY KEY (organisation_id, id)) WITHOUT ROWID;
    CREATE TABLE entity (
        organisation_id BLOB NOT NULL, id BLOB NOT NULL, definition_id BLOB NOT NULL, contact_id BLOB NOT NULL, external_id TEXT,
        created_at TEXT NOT NULL, updated_at TEXT NOT NULL, version INTEGER NOT NULL, data TEXT NOT NULL,
        PRIMARY KEY (organisation_id, id),
        UNIQUE (organisation_id, definition_id, external_id),
        FOREIGN KEY (organisation_id, definition_id) REFERENCES definition (organisation_id, id),
        FOREIGN KEY (organisation_id, contact_id) REFERENCES contact (organisation_id, id));
    CREATE INDEX entity_contact ON entity (organisation_id, contact_id);
    CREATE TABLE change (
        sequence INTEGER PRIMARY KEY AUTOINCREMENT, organisation_id BLOB NOT NULL, record_id BLOB NOT NULL, version INTEGER NOT NULL,
        at TEXT NOT NULL, actor_id TEXT NOT NULL, actor_name TEXT NOT NULL, source TEXT NOT NULL, request_id TEXT NOT NULL,
        edits TEXT NOT NULL);
    CREATE INDEX change_record ON change (organisation_id, record_id, version);
"""


def main():
    file, vouchers, contacts, token, organisation = sys.argv[1:]
    organisation, definition = uuid.UUID(organisation).bytes, uuid.uuid4().bytes
    now = datetime.datetime.now(datetime.UTC).isoformat()
    database = sqlite3.connect(file)
    database.execute("PRAGMA journal_mode = WAL")
    database.executescript(TABLES)
    database.execute("INSERT INTO organisation VALUES (?, 'Demo')", (organisation,))
    database.execute(
        "INSERT INTO token VALUES (?, ?, 'Benchmark', ?, 'entities:read entities:write', NULL)",
        (str(uuid.uuid4()), organisation, hashlib.sha256(token.encode()).digest()))
    database.execute("INSERT INTO definition VALUES (?, ?, 'voucher', ?)", (organisation, definition, json.dumps(SCHEMA)))
    owners = list(ids(contacts))
    database.executemany("INSERT INTO contact VALUES (?, ?, 'Person')", ((organisation, id) for id in owners))
    database.executemany(
        "INSERT INTO entity VALUES (?, ?, ?, ?, ?, ?, ?, 1, ?)",
        ((organisation, id, definition, owners[n % len(owners)], f"bench-{n}", now, now,
          json.dumps({"voucher_id": f"VOUCH-{n}", "status": "sent", "code": n})) for n, id in enumerate(ids(vouchers))))
    database.commit()


def ids(path):
    for line in open(path):
        yield uuid.UUID(line.strip()).bytes


main()
