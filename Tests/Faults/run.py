"""What every fault is given."""

import random
from collections.abc import Sequence
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path

from ledger import Ledger
from report import Result
from server import Server
from store import Database, Store, Tokens
from workplace import Workplace
from writers import Credentials, make_shared


@dataclass
class Run:
    """The settings of a run, and what faults start from."""

    workplace: Workplace
    store: Store
    kith: Path
    # Kills and restarts in the faults that count them.
    cycles: int
    # Fewer points and operations, for continuous integration.
    short: bool
    seed: int

    def result(self, fault: str) -> Result:
        return Result(fault, self.store.name)

    def chance(self, fault: str) -> random.Random:
        """Random choices that are the same for the same seed."""
        return random.Random(f"{self.seed}-{fault}")

    def server(self, database: Database, arguments: Sequence[str] = ()) -> Server:
        return Server(self.workplace, self.kith, database, arguments)


@dataclass
class Stage:
    """A running server over a demo organisation with the contacts that writers share, and the ledger of all writes to it."""

    server: Server
    tokens: Tokens
    ledger: Ledger

    @classmethod
    def begin(
        cls, run: Run, label: str, prepared: tuple[Database, Tokens] | None = None, wrapper: Sequence[str | Path] = (),
        arguments: Sequence[str] = ()
    ) -> "Stage":
        """Starts on a new database, or on one that holds the demo organisation and nothing else, below the command `wrapper`.

        `arguments` are further ones of `kith serve`.
        """
        database, tokens = prepared or run.store.make_demo(label)
        stage = cls(run.server(database, arguments), tokens, Ledger())
        stage.server.start(wrapper)
        client = stage.server.client(tokens.native)
        if breaches := stage.ledger.begin(client):
            raise AssertionError(f"the demo organisation is broken: {breaches}")
        client.close()
        make_shared(stage.ledger, stage.credentials)
        return stage

    def copy(self, run: Run, database: Database) -> "Stage":
        """The same history over a copy of the database; the server is not started yet."""
        return Stage(run.server(database), self.tokens, deepcopy(self.ledger))

    @property
    def credentials(self) -> Credentials:
        return Credentials(self.server.port, self.tokens)

    def check(self) -> list[str]:
        """What the running server breaks of its promises about the writes since the last check."""
        client = self.server.client(self.tokens.native)
        try:
            return self.ledger.check(client)
        finally:
            client.close()

    def inspect(self) -> list[str]:
        """What the tables break. On an embedded store the server must be down."""
        return self.server.database.inspect(self.ledger.acknowledged_requests())

    def end(self, result: Result) -> None:
        """Stops the server, reads the tables, and adds everything to the result."""
        if (status := self.server.stop()) != 0:
            result.miss(f"the server ended with {status} after SIGTERM")
        result.miss(*self.inspect())
        result.count(self.ledger)
        self.server.database.remove()
