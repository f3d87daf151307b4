"""What writers meant to write and what they were told, and whether the server's records and histories agree with it.

Every write puts a text of its own, its token, into the field `comment` of each record it writes. A token that a record's history has
is a write that happened; one that stands there twice happened twice.
"""

import math
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from client import Answer, Client


# How the native API and Mateo's say that a write may have happened or not, and that the disk is full.
UNKNOWN_CODES = ("outcome-unknown", "08007")
FULL_CODES = ("store-full", "53100")


@dataclass
class Write:
    """One request that writes: what was intended, then what became of it."""

    token: str
    # The external ids of the contacts that it writes, all or none.
    contacts: tuple[str, ...]
    began: float
    # When the answer came, or nobody waited for it any more.
    ended: float = math.inf
    # 0 when no answer came.
    status: int = 0
    code: str = ""
    request_id: str = ""
    # The version that the answer named, where the request was about one record.
    version: int | None = None
    retry_after: str | None = None
    # Certainly not carried out: it never left.
    unsent: bool = False

    def answered(self, answer: Answer) -> None:
        self.status, self.code, self.request_id, self.ended = answer.status, answer.code, answer.request_id, answer.ended
        self.retry_after = answer.headers.get("retry-after")
        if tag := answer.headers.get("etag"):
            self.version = int(tag.strip('"'))

    @property
    def is_acknowledged(self) -> bool:
        return 200 <= self.status < 300

    @property
    def is_unknown(self) -> bool:
        """Whether it may have happened or not, as far as the writer was told."""
        return self.code in UNKNOWN_CODES or self.status == 0 and not self.unsent

    @property
    def is_refused(self) -> bool:
        return not self.is_acknowledged and not self.is_unknown


class Unreadable(Exception):
    """A record or its history was not answered although nothing was in the way."""


@dataclass
class History:
    """A record as it is, with its changes, oldest first."""

    record: dict[str, Any]
    changes: list[dict[str, Any]]

    @classmethod
    def read(cls, client: Client, type_name: str, key: str) -> "History | None":
        """Reads it through the native API; None when there is no such record. Raises `Unreadable`."""
        record = client.get(f"/v1/{type_name}/{key}")
        if record.status == 404:
            return None
        changes: list[dict[str, Any]] = []
        before = ""
        while True:
            answer = client.get(f"/v1/{type_name}/{key}/history?limit=200{before}")
            if record.status != 200 or answer.status != 200:
                raise Unreadable(f"{type_name} {key} was answered with {record.status}, its history with {answer.status} {answer.code}")
            page = answer.json["changes"]
            changes += page
            if not page or page[-1]["version"] == 1:
                return cls(record.json, changes[::-1])
            before = f"&before={page[-1]['version']}"

    def breaches(self, name: str) -> list[str]:
        """How the record disagrees with its history, or the history with itself."""
        found = []
        versions = [change["version"] for change in self.changes]
        if versions != list(range(1, len(versions) + 1)):
            found.append(f"{name}: versions in its history are not 1, 2, 3…: {versions[:20]}")
        if self.record["version"] != len(versions):
            found.append(f"{name}: version {self.record['version']} with {len(versions)} changes")
        sequences = [change["sequence"] for change in self.changes]
        if sequences != sorted(set(sequences)):
            found.append(f"{name}: sequences in its history do not rise")
        replayed: dict[str, Any] = {}
        for change in self.changes:
            for edit in change["edits"]:
                if replayed.get(edit["path"]) != edit.get("old"):
                    found.append(f"{name}: version {change['version']} does not start from what was there at {edit['path']}")
                replayed[edit["path"]] = edit.get("new")
        current = {f"/fields/{key}": value for key, value in self.record["fields"].items()}
        if self.record["externalID"] is not None:
            current["/externalID"] = self.record["externalID"]
        if {path: value for path, value in replayed.items() if value is not None} != current:
            found.append(f"{name}: replaying its history does not give the record")
        return found

    def tokens(self) -> Iterable[tuple[str, dict[str, Any]]]:
        """The texts that were written into `comment`, each with its change."""
        for change in self.changes:
            for edit in change["edits"]:
                if edit["path"] == "/fields/comment" and "new" in edit:
                    yield edit["new"], change


@dataclass
class Ledger:
    """All writes to one organisation, from its first on."""

    writes: list[Write] = field(default_factory=list)
    _checked: int = 0
    _sequences: dict[str, list[int]] = field(default_factory=dict)

    def begin(self, client: Client) -> list[str]:
        """Takes in what is there before the first write."""
        types = client.get("/v1/types").json["types"]
        for name in (described["name"] for described in types):
            after = ""
            while True:
                page = client.get(f"/v1/{name}?limit=200{after}").json
                for record in page["records"]:
                    self._take(record["id"], History.read(client, name, record["id"]))
                if page["next"] is None:
                    break
                after = f"&after={page['next']}"
        return self._gaps()

    def check(self, client: Client) -> list[str]:
        """Every way in which the server disagrees with the writes since the last check. Nobody may be writing."""
        fresh, self._checked = self.writes[self._checked:], len(self.writes)
        by_token = {write.token: write for write in self.writes}
        breaches: list[str] = []
        seen: dict[str, dict[str, list[dict[str, Any]]]] = {}
        for contact in sorted({contact for write in fresh for contact in write.contacts}):
            try:
                history = History.read(client, "contact", f"externalID:{contact}")
            except Unreadable as error:
                breaches.append(str(error))
                continue
            if history is None:
                continue
            self._take(history.record["id"], history)
            breaches += history.breaches(contact)
            for token, change in history.tokens():
                if token not in by_token or contact not in by_token[token].contacts:
                    breaches.append(f"{contact}: version {change['version']} holds what nobody wrote there")
                seen.setdefault(token, {}).setdefault(contact, []).append(change)
        for write in fresh:
            breaches += verdict(write, seen.get(write.token, {}))
        return breaches + self._gaps()

    def acknowledged_requests(self) -> dict[str, int]:
        """The ids of acknowledged requests, each with the number of changes it made."""
        return {write.request_id: len(write.contacts) for write in self.writes if write.is_acknowledged}

    def _take(self, record: str, history: History | None) -> None:
        if history is not None:
            self._sequences[record] = [change["sequence"] for change in history.changes]

    def _gaps(self) -> list[str]:
        sequences = sorted(sequence for each in self._sequences.values() for sequence in each)
        if sequences == list(range(1, len(sequences) + 1)):
            return []
        return [f"the organisation's sequence is not 1…n without gap: {len(sequences)} changes, the last is {sequences[-1]}"]


def wrong_answers(writes: Iterable[Write]) -> list[str]:
    """What is wrong with the answers to writes while something beneath the server fails: only success, 507 and 503 are right.

    A 503 says when to try again, except where the disk is full or the outcome unknown.
    """
    found = []
    for write in writes:
        if write.status == 0 and not write.unsent:
            found.append("a write was not answered")
        elif write.is_refused and not write.unsent:
            if write.status not in (503, 507):
                found.append(f"a write was answered with {write.status} {write.code}")
            elif write.status == 503 and write.code not in FULL_CODES and write.retry_after is None:
                found.append(f"a write was answered with 503 {write.code} without Retry-After")
    return [f"{count} times {sentence}" for sentence, count in Counter(found).items()]


def verdict(write: Write, seen: dict[str, list[dict[str, Any]]]) -> list[str]:
    """What is wrong with the traces that one write has left: for each contact the changes that hold its token."""
    breaches = []
    if any(len(changes) > 1 for changes in seen.values()):
        breaches.append(f"{write.token}: happened more than once")
    if seen and set(seen) != set(write.contacts):
        breaches.append(f"{write.token}: is there by half, {len(seen)} of {len(write.contacts)} records")
    if write.is_acknowledged:
        if not seen:
            breaches.append(f"{write.token}: was acknowledged with {write.status} and is not there")
        for change in (change for changes in seen.values() for change in changes):
            if write.version not in (None, change["version"]) or write.request_id != change["requestID"]:
                breaches.append(f"{write.token}: is there as version {change['version']}, acknowledged as {write.version}")
    elif write.is_refused and seen:
        breaches.append(f"{write.token}: was refused with {write.status} {write.code} and is there")
    return breaches
