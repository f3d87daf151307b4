"""Whether logged reads and conditional writes of records could have come from one chain of versions each, in linear time.

Versions are unique and rise by one, so no search is needed. Per record: each success names a base version that no other used, and
successes form one chain; a read gives a version that was not yet replaced when it began, and whose write had begun when it ended; a
refusal names a version that some other write could have moved; what is unknown is in the chain once or not at all.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import accumulate
from typing import Literal


@dataclass(frozen=True)
class Operation:
    """One request about a record, as its sender saw it."""

    kind: Literal["read", "write"]
    record: str
    began: float
    ended: float
    outcome: Literal["done", "conflict", "unknown", "refused"]
    # For a write: the version it was to replace; None when it asked for none.
    base: int | None = None
    # For a read or a write that was done: the version that was answered.
    version: int | None = None
    # What a write writes, unique to it; what a read has read.
    token: str = ""


def breaches(operations: Iterable[Operation], final: Mapping[str, list[str]]) -> list[str]:
    """How the operations contradict each other and `final`: for each record the token of version 1, 2, 3…"""
    by_record: dict[str, list[Operation]] = {record: [] for record in final}
    for operation in operations:
        by_record[operation.record].append(operation)
    return [f"{record}: {breach}" for record, each in by_record.items() for breach in record_breaches(each, final[record])]


def record_breaches(operations: list[Operation], final: list[str]) -> list[str]:
    """The same for one record."""
    found: list[str] = []
    version_of = {token: version for version, token in enumerate(final, start=1)}
    if len(version_of) != len(final):
        found.append("a write is in the chain twice")
    writer_of: dict[int, Operation] = {}
    for write in (operation for operation in operations if operation.kind == "write"):
        version = version_of.get(write.token)
        if write.outcome == "done" and version != write.version:
            found.append(f"{write.token} was acknowledged as version {write.version} and is version {version}")
        if write.outcome in ("conflict", "refused") and version is not None:
            found.append(f"{write.token} was refused and is version {version}")
        if version is not None:
            writer_of[version] = write
            if write.base is not None and write.base != version - 1:
                found.append(f"{write.token} was to replace version {write.base} and replaced {version - 1}")
    found += [f"version {version} was written by nobody" for version in range(2, len(final) + 1) if version not in writer_of]
    order = Order(len(final), writer_of)
    for operation in operations:
        found += order.breaches(operation, final)
    return found


class Order:
    """When versions may have been the present one."""

    def __init__(self, count: int, writer_of: Mapping[int, Operation]) -> None:
        # The first moment at which a version may have been there: a write makes nothing before it begins.
        self.began = {version: write.began for version, write in writer_of.items()}
        # The moment from which it was certainly there or replaced: when its writer, or the writer of a later one, had the answer.
        ends = [writer_of[v].ended if v in writer_of and writer_of[v].outcome == "done" else float("inf") for v in range(1, count + 1)]
        self.certain = list(accumulate(reversed(ends), min))[::-1]
        self.count = count

    def breaches(self, operation: Operation, final: list[str]) -> list[str]:
        """What is wrong with the moment of one operation."""
        if operation.kind == "read" and operation.outcome == "done":
            return self._read(operation, final)
        if operation.kind == "write" and operation.outcome == "done" and operation.version is not None:
            return self._replaced(operation, operation.version)
        if operation.kind == "write" and operation.outcome == "conflict" and operation.base is not None:
            # Some other write must have moved the version before the refusal.
            if not self._had_begun(operation.base + 1, operation.ended):
                return [f"{operation.token} was refused although version {operation.base} was the present one"]
        return []

    def _read(self, read: Operation, final: list[str]) -> list[str]:
        version = read.version or 0
        if not 1 <= version <= self.count or final[version - 1] != read.token:
            return [f"version {version} was read with what it never held"]
        if not self._had_begun(version, read.ended):
            return [f"version {version} was read before it was written"]
        return self._replaced(read, version + 1)

    def _replaced(self, operation: Operation, next_version: int) -> list[str]:
        """An operation on the version before `next_version`, or the write of it, cannot begin when that was certainly there."""
        if next_version <= self.count and self.certain[next_version - 1] < operation.began:
            return [f"a {operation.kind} saw version {next_version - 1} after version {next_version} had been acknowledged"]
        return []

    def _had_begun(self, version: int, moment: float) -> bool:
        return version <= self.count and (version == 1 or self.began.get(version, 0.0) <= moment)
