"""Requests that need no database, and must be answered at once whatever the database does."""

import threading
import time

from client import Client, Unanswered, Unsent
from pace import allowed
from run import Stage

# Each of them well below a second: they touch nothing.
ANSWER_LIMIT = 1.0


class Bystanders:
    """Sends such requests over and over, from the start of the `with` to its end."""

    def __init__(self, stage: Stage, read_bodies: bool = True) -> None:
        """Without `read_bodies` only what is answered even if the server takes no more requests on."""
        self.breaches: set[str] = set()
        self.count = 0
        self._stage = stage
        self._read_bodies = read_bodies
        self._end = threading.Event()
        self._thread = threading.Thread(target=self._work)

    def __enter__(self) -> "Bystanders":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._end.set()
        self._thread.join()

    def _work(self) -> None:
        port = self._stage.server.port
        unknown, malformed = Client(port, timeout=5), Client(port, "not-a-token", 5)
        while not self._end.wait(0.02):
            self._expect(unknown, "GET", "/health/live", 200)
            self._expect(unknown, "GET", "/v1/contact", 401)
            self._expect(malformed, "GET", "/v1/contact", 401)
            self._expect(unknown, "GET", "/nowhere", 404)
            self._expect(unknown, "OPTIONS", "/v1/contact", 405)
            # Signing in takes no credential, so its body is the first thing that is looked at.
            if self._read_bodies:
                self._expect(unknown, "POST", "/auth/v1/rs/login/credentials", 400, body=b"{")

    def _expect(self, client: Client, method: str, target: str, status: int, body: bytes | None = None) -> None:
        self.count += 1
        what = f"{method} {target}"
        try:
            answer = client.send(method, target, body)
        except (Unsent, Unanswered) as error:
            self.breaches.add(f"{what} was not answered: {error}")
            return
        if answer.status != status:
            self.breaches.add(f"{what} was answered with {answer.status}")
        elif answer.ended - answer.began > allowed(ANSWER_LIMIT):
            self.breaches.add(f"{what} was answered only after more than {ANSWER_LIMIT:g} s")


def too_slow(stage: Stage, since: float, limit: float) -> list[str]:
    """The write that was kept waiting longest, among those that had no answer at `since` or began later, when that was too long."""
    now = time.monotonic()
    waits = [(min(write.ended, now) - write.began, write) for write in stage.ledger.writes if write.ended > since]
    longest, write = max(waits, key=lambda wait: wait[0])
    if longest <= allowed(limit):
        return []
    return [f"a write waited {longest:.1f} s for {write.status or 'an'} {write.code or 'answer'}, more than {limit:g} s"]
