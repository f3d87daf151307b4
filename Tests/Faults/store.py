"""What the faults need to know of a storage engine: how to make a database, and what must be true of its tables."""

import json
import subprocess
from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from workplace import Workplace, clean_environment


@dataclass(frozen=True)
class Tokens:
    """Credentials of the demo organisation."""

    native: str
    mateo: str


class Database(ABC):
    """One database that a server can be started on."""

    # What `--database` is told.
    address: str
    # Settings that come with it, such as a password that no command line may show.
    environment: dict[str, str]

    @abstractmethod
    def inspect(self, written: Mapping[str, int]) -> list[str]:
        """Every promise that the tables break, as sentences; reads them without the server.

        `written` says how many changes each acknowledged request made, by the request's id.
        """

    @abstractmethod
    def content(self) -> Any:
        """All definitions and rows, but for what differs from one new database to the next. The server must be down."""

    @abstractmethod
    def alter(self, *statements: str) -> None:
        """Runs SQL behind the server's back. The server must be down."""

    @abstractmethod
    def remove(self) -> None:
        """Takes it away before the end of the run."""


class Store(ABC):
    """A storage engine under test."""

    name: str
    # Whether several servers may share a database.
    is_shared: bool
    # The system call by which the server has the database change something.
    write_call: str

    def __init__(self, workplace: Workplace, kith: Path) -> None:
        self.workplace = workplace
        self.kith = kith
        self._demo: tuple[Database, Tokens] | None = None

    @abstractmethod
    def make(self, label: str) -> Database:
        """A new database without any table."""

    @abstractmethod
    def copy(self, database: Database, label: str) -> Database:
        """A new database with the content of another one, which no server may have open."""

    def make_demo(self, label: str) -> tuple[Database, Tokens]:
        """A new database that holds the demo organisation, which is made once a run and then copied."""
        if self._demo is None:
            template = self.make("demo")
            self._demo = template, self.add_demo(template)
        template, tokens = self._demo
        return self.copy(template, label), tokens

    def add_demo(self, database: Database) -> Tokens:
        """Makes the demo organisation, and the tables if there are none, with `kith demo`."""
        text = subprocess.run(
            [str(self.kith), "demo", "--json", "--database", database.address], check=True, stdout=subprocess.PIPE, timeout=60,
            env=clean_environment(database.environment)).stdout
        tokens = json.loads(text)["tokens"]
        return Tokens(native=tokens["native"], mateo=tokens["mateo"])


@dataclass
class Rows:
    """What a database's tables hold, as far as the promises go. The writers of these tests never delete."""

    # Organisation, id, version.
    records: list[tuple[str, str, int]]
    # Organisation, record, version, sequence, id of the request.
    changes: list[tuple[str, str, int, int, str]]
    # Organisation, the sequence that its next change gets.
    next_sequences: list[tuple[str, int]]

    def breaches(self, written: Mapping[str, int]) -> list[str]:
        """Gaps and doubles in logs and histories, and acknowledged requests whose changes are not there, or not once.

        `written` says how many changes each acknowledged request made, by the request's id.
        """
        found: list[str] = []
        sequences: dict[str, list[int]] = {organisation: [] for organisation, _ in self.next_sequences}
        versions: dict[tuple[str, str], list[int]] = {(organisation, record): [] for organisation, record, _ in self.records}
        for organisation, record, version, sequence, _ in self.changes:
            sequences.setdefault(organisation, []).append(sequence)
            versions.setdefault((organisation, record), []).append(version)
        for organisation, following in self.next_sequences:
            if sorted(sequences[organisation]) != list(range(1, following)):
                found.append(f"organisation {organisation}: sequences are not 1…n with {following} to follow")
        present = {(organisation, record): version for organisation, record, version in self.records}
        for key, numbers in versions.items():
            if sorted(numbers) != list(range(1, present.get(key, 0) + 1)):
                found.append(f"record {key[1]}: version {present.get(key)} with changes {sorted(numbers)[:20]}")
        counts = Counter(request for *_, request in self.changes)
        found += [
            f"request {request} was acknowledged for {count} changes; the log has {counts[request]}"
            for request, count in written.items()
            if counts[request] != count
        ]
        return found
