"""What a disk holds when power goes, told from a trace of every write and sync that a server made.

Promise: whenever power goes, what the disk then holds opens as a sound database with everything that was acknowledged before.

A disk is taken to keep what was synced, and of everything since nothing, all, or any part that chance picks, in sectors of 512 bytes
and without regard to order. A name in a directory is kept once the directory has been synced.
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from run import Run
from sqlite_store import inspect_file
from strace import Call

SECTOR = 512
SYNCS = ("fdatasync", "fsync")


@dataclass
class Change:
    """A write or a truncation that was not synced yet."""

    ended: int
    offset: int
    # None truncates at the offset.
    data: bytes | None

    def apply(self, content: bytearray) -> None:
        if self.data is None:
            content[:] = content[: self.offset].ljust(self.offset, b"\0")
            return
        if len(content) < self.offset:
            content.extend(bytes(self.offset - len(content)))
        content[self.offset:self.offset + len(self.data)] = self.data

    def torn(self, chance: random.Random) -> "list[Change]":
        """The sectors of it that happened to be kept."""
        if self.data is None:
            return [self] if chance.random() < 0.5 else []
        pieces = [Change(self.ended, self.offset + at, self.data[at:at + SECTOR]) for at in range(0, len(self.data), SECTOR)]
        return [piece for piece in pieces if chance.random() < 0.5]


@dataclass
class File:
    """One file: what is on the disk for good, and what may be lost."""

    kept: bytearray = field(default_factory=bytearray)
    since: list[Change] = field(default_factory=list)
    # Whether its name is in the directory for good.
    is_named: bool = False
    # The line on which its name was taken away, which is not for good either.
    unlinked: int | None = None


class Disk:
    """The files of one directory."""

    def __init__(self, directory: str, before: dict[str, bytes]) -> None:
        self.directory = directory
        self.files = {path: File(bytearray(content), is_named=True) for path, content in before.items()}

    def take(self, call: Call) -> None:
        """Follows one call that succeeded."""
        if call.path == self.directory and call.name in SYNCS:
            self._sync_names(call.began)
        elif call.path.startswith(self.directory + "/") and not call.path.endswith(("-shm", ".lock")):
            self._change(call)

    def lose(self, call: Call, chance: random.Random) -> None:
        """Follows a sync that was refused: what it was to keep is kept in part or not at all, and no later sync will keep the rest."""
        if (file := self.files.get(call.path)) is None:
            return
        for change in (change for change in file.since if change.ended < call.began):
            for piece in change.torn(chance) if chance.random() < 0.3 else []:
                piece.apply(file.kept)
        file.since = [change for change in file.since if change.ended >= call.began]

    def surviving(self, chance: random.Random) -> dict[str, bytes]:
        """What the disk might hold if power went now: path → content."""
        share = chance.choice(("nothing", "all", "some"))
        survivors = {}
        for path, file in self.files.items():
            if not file.is_named and (share == "nothing" or share == "some" and chance.random() < 0.5):
                continue
            if file.unlinked is not None and (share == "all" or share == "some" and chance.random() < 0.5):
                continue
            content = bytearray(file.kept)
            for change in file.since:
                for piece in [] if share == "nothing" else [change] if share == "all" else change.torn(chance):
                    piece.apply(content)
            survivors[path] = bytes(content)
        return survivors

    def _change(self, call: Call) -> None:
        if call.name == "openat" and (call.path not in self.files or self.files[call.path].unlinked is not None):
            self.files[call.path] = File()
        file = self.files.get(call.path)
        if file is None:
            return
        if call.name == "pwrite64":
            file.since.append(Change(call.ended, call.numbers[-1], call.data))
        elif call.name == "ftruncate":
            file.since.append(Change(call.ended, call.numbers[-1], None))
        elif call.name == "unlink":
            file.unlinked = call.ended
        elif call.name in SYNCS:
            # A sync keeps what had been written when it began.
            for change in (change for change in file.since if change.ended < call.began):
                change.apply(file.kept)
            file.since = [change for change in file.since if change.ended >= call.began]

    def _sync_names(self, began: int) -> None:
        for path, file in list(self.files.items()):
            if file.unlinked is not None and file.unlinked < began:
                del self.files[path]
            else:
                file.is_named = True


@dataclass
class Replay:
    """How often power went, and what was broken then."""

    count: int = 0
    breaches: list[str] = field(default_factory=list)


def replay(
    run: Run, calls: Sequence[Call], before: dict[str, bytes], answers: dict[bytes, int], changes: dict[bytes, int],
    chance: random.Random, cuts: int, start: int = 0,
) -> Replay:
    """Cuts power before `cuts` of the syncs of a trace took effect, none before line `start`, and opens what is left each time.

    `answers` are the lines on which acknowledgements left, `changes` how many changes each of them stands for.
    """
    (database,) = before
    syncs = [call.ended for call in calls if call.name in SYNCS and call.succeeded and call.began >= start]
    chosen = set(chance.sample(syncs, min(cuts, len(syncs))))
    disk, result = Disk(str(Path(database).parent), before), Replay()
    for call in calls:
        if call.name in SYNCS and call.ended in chosen:
            result.count += 1
            acknowledged = {id.decode(): changes[id] for id, line in answers.items() if line < call.ended}
            breaches = open_survivors(run, disk.surviving(chance), database, acknowledged)
            result.breaches += [f"power lost before line {call.ended}: {breach}" for breach in breaches]
        if call.succeeded:
            disk.take(call)
        elif call.name in SYNCS:
            disk.lose(call, chance)
    return result


def open_survivors(run: Run, survivors: dict[str, bytes], database: str, acknowledged: dict[str, int]) -> list[str]:
    """What is wrong with a database of which these files are left."""
    directory = run.workplace.directory("power")
    try:
        for path, content in survivors.items():
            (directory / Path(path).name).write_bytes(content)
        return inspect_file(directory / Path(database).name, acknowledged)
    finally:
        run.workplace.remove(directory)
