"""Writers that each keep one connection busy and note every write before they send it."""

import random
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

from client import Client, Unanswered, Unsent
from ledger import Ledger, Write
from store import Tokens

# Contacts that all writers change.
SHARED = tuple(f"shared-{number}" for number in range(4))
# How many contacts one request of several writes.
BATCH = 5


@dataclass
class Credentials:
    """Where and as whom writers write."""

    port: int
    tokens: Tokens


class Writers:
    """Threads that create and change contacts, alone and several at once, until told to stop."""

    def __init__(self, ledger: Ledger, credentials: Credentials, count: int = 8, seed: int = 0, lasting: bool = False) -> None:
        """`lasting` writers go on when the server refuses or is away; others end with their first broken connection."""
        self.ledger = ledger
        self._credentials = credentials
        self._lasting = lasting
        self._stop = threading.Event()
        self._threads = [threading.Thread(target=self._work, args=(random.Random(f"{seed}-{number}"), number)) for number in range(count)]
        self.errors: list[BaseException] = []

    def __enter__(self) -> "Writers":
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def stop(self) -> None:
        """Ends when every writer has heard of its last write, or that nothing will be heard."""
        self._stop.set()
        for thread in self._threads:
            thread.join()
        if self.errors:
            raise self.errors[0]

    @property
    def acknowledged(self) -> int:
        return sum(write.is_acknowledged for write in self.ledger.writes)

    def _work(self, chance: random.Random, number: int) -> None:
        try:
            writer = Writer(self.ledger, self._credentials, chance, f"{number}")
            while not self._stop.is_set():
                write = writer.write()
                if write.status == 0 and not self._lasting:
                    return
                if not write.is_acknowledged:
                    # A client that is refused waits a little; otherwise the refusals would be all there is.
                    self._stop.wait(0.01)
            writer.close()
        except BaseException as error:  # A mistake of the test's own must end the run.
            self.errors.append(error)


class Writer:
    """One writer: it draws what it does next from `chance`."""

    def __init__(self, ledger: Ledger, credentials: Credentials, chance: random.Random, name: str) -> None:
        self._ledger = ledger
        self._chance = chance
        # Unique over all writers of all cycles.
        self._name = f"{len(ledger.writes)}-{name}-{chance.getrandbits(24):06x}"
        self._count = 0
        self._native = Client(credentials.port, credentials.tokens.native)
        self._mateo = Client(credentials.port, credentials.tokens.mateo)
        self._own: list[str] = []
        self._batches: list[tuple[str, ...]] = []

    def close(self) -> None:
        self._native.close()
        self._mateo.close()

    def write(self) -> Write:
        """Does something, notes it, and returns what became of it."""
        draw = self._chance.random()
        if draw < 0.15 or not self._own:
            return self.create()
        if draw < 0.22 or not self._batches:
            return self.create_several()
        if draw < 0.30:
            return self.change_several(self._chance.choice(self._batches))
        return self.change(self._chance.choice(SHARED if draw < 0.5 else self._own))

    def create(self, size: int = 0) -> Write:
        """A new contact, with `size` bytes more than it needs."""
        contact = self._new_name()

        def act(token: str) -> None:
            fields = {"name": "A person", "email": f"{contact}@example.com", "comment": token, "avatar": "x" * size}
            write.answered(self._native.send("POST", "/v1/contact", {"externalID": contact, "fields": fields}))

        write = self._note(contact)
        self._do(write, act)
        if write.is_acknowledged:
            self._own.append(contact)
        return write

    def change(self, contact: str) -> Write:
        def act(token: str) -> None:
            write.answered(self._native.send("PATCH", f"/v1/contact/externalID:{contact}", {"fields": {"comment": token}}))

        write = self._note(contact)
        self._do(write, act)
        return write

    def create_several(self) -> Write:
        contacts = tuple(self._new_name() for _ in range(BATCH))

        def act(token: str) -> None:
            rows = [{"external_id": contact, "full_name": "One of several", "description": token} for contact in contacts]
            write.answered(self._mateo.send("POST", "/api/v1/contact", rows))

        write = self._note(*contacts)
        self._do(write, act)
        if write.is_acknowledged:
            self._batches.append(contacts)
        return write

    def change_several(self, contacts: tuple[str, ...]) -> Write:
        def act(token: str) -> None:
            target = f"/api/v1/contact?external_id=in.({','.join(contacts)})"
            write.answered(self._mateo.send("PATCH", target, {"description": token}))

        write = self._note(*contacts)
        self._do(write, act)
        return write

    def _new_name(self) -> str:
        self._count += 1
        return f"c{self._name}-{self._count}"

    def _note(self, *contacts: str) -> Write:
        self._count += 1
        write = Write(f"t{self._name}-{self._count}", contacts, time.monotonic())
        self._ledger.writes.append(write)
        return write

    def _do(self, write: Write, act: Callable[[str], None]) -> None:
        try:
            act(write.token)
        except Unsent:
            write.unsent = True
        except Unanswered:
            write.ended = time.monotonic()


def make_shared(ledger: Ledger, credentials: Credentials) -> None:
    """The contacts that all writers change, written as any other."""
    client = Client(credentials.port, credentials.tokens.native)
    for contact in SHARED:
        write = Write(f"t-{contact}", (contact,), time.monotonic())
        ledger.writes.append(write)
        write.answered(client.send("POST", "/v1/contact", {"externalID": contact, "fields": {"name": "Shared", "comment": write.token}}))
    client.close()
