"""The embedded store: one SQLite file with its write-ahead log."""

import shutil
import sqlite3
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

from store import Database, Rows, Store
from workplace import Workplace

# The files of a database; its lock and its shared memory go with the process.
PARTS = ("", "-wal")


class SQLiteDatabase(Database):
    """A database file in a directory of its own."""

    def __init__(self, workplace: Workplace, directory: Path) -> None:
        self.directory = directory
        self.file = directory / "kith.db"
        self.log = directory / "kith.db-wal"
        self.address = f"sqlite:{self.file}"
        self.environment = {}
        self._workplace = workplace

    def copy(self, directory: Path) -> "SQLiteDatabase":
        """A copy of the files as they lie there; nothing may have them open for writing."""
        for part in PARTS:
            if (source := Path(f"{self.file}{part}")).exists():
                shutil.copyfile(source, directory / f"kith.db{part}")
        return SQLiteDatabase(self._workplace, directory)

    def inspect(self, written: Mapping[str, int]) -> list[str]:
        """Reads a copy: opening the file itself would recover and empty the log in the server's place."""
        copy = self.copy(self._workplace.directory("copy"))
        try:
            return inspect_file(copy.file, written)
        finally:
            copy.remove()

    def content(self) -> Any:
        with closing(sqlite3.connect(self.file)) as database:
            schema = database.execute("SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY type, name").fetchall()
            rows = {
                name: sorted(database.execute(f'SELECT * FROM "{name}"').fetchall(), key=repr)
                for kind, name, _, _ in schema
                if kind == "table" and name != "secret"
            }
        return schema, rows

    def alter(self, *statements: str) -> None:
        with closing(sqlite3.connect(self.file)) as database, database:
            for statement in statements:
                database.execute(statement)

    def remove(self) -> None:
        self._workplace.remove(self.directory)


def inspect_file(file: Path, written: Mapping[str, int]) -> list[str]:
    """Every promise that the tables of a database file break. The file may be altered: its log is recovered first."""
    breaches: list[str] = []
    with closing(sqlite3.connect(file)) as database:
        try:
            if (verdict := database.execute("PRAGMA integrity_check").fetchone()[0]) != "ok":
                breaches.append(f"integrity_check: {verdict}")
            breaches += [f"foreign_key_check: {row}" for row in database.execute("PRAGMA foreign_key_check")]
            for rule, query in LINK_RULES:
                breaches += [f"{rule}: {row}" for row in database.execute(query).fetchmany(3)]
            rows = Rows(
                records=database.execute("SELECT hex(organisation), hex(id), version FROM record").fetchall(),
                changes=database.execute("SELECT hex(organisation), hex(record), version, sequence, request_id FROM change").fetchall(),
                next_sequences=database.execute("SELECT hex(id), next_sequence FROM organisation").fetchall())
            breaches += rows.breaches(written)
        except sqlite3.DatabaseError as error:
            breaches.append(f"the file cannot be read: {error}")
    return breaches


# The links between a record's changes, which this store keeps by row.
LINK_RULES = [
    (
        "a record does not name its newest change",
        "SELECT hex(r.id) FROM record r LEFT JOIN change c ON c.row = r.last_change"
        " WHERE c.record IS NOT r.id OR c.organisation IS NOT r.organisation OR c.version IS NOT r.version",
    ),
    (
        "a change does not name the one before it",
        "SELECT c.sequence FROM change c LEFT JOIN change p ON p.row = c.previous"
        " WHERE c.version > 1 AND (p.record IS NOT c.record OR p.version IS NOT c.version - 1) OR c.version = 1 AND c.previous IS NOT NULL",
    ),
]


class SQLiteStore(Store):
    """The embedded store under test."""

    name = "sqlite"
    is_shared = False
    write_call = "pwrite64"

    def make(self, label: str) -> SQLiteDatabase:
        return SQLiteDatabase(self.workplace, self.workplace.directory(label))

    def copy(self, database: Database, label: str) -> SQLiteDatabase:
        assert isinstance(database, SQLiteDatabase)
        return database.copy(self.workplace.directory(label))
