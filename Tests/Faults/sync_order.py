"""No acknowledgement leaves before the disk was told to keep what it acknowledges, and what was kept is enough.

Promise: under strace no 2xx leaves the process before the sync that covers its commit; and when power goes after any sync, what was
synced by then opens as a sound database that holds everything acknowledged by then.

What is proved, for every write with an answer 2xx, by the id of its request, which stands in the answer and in the change that the
commit writes: a page with the id was written to the log; then the frame that commits its transaction; then a sync of the log began and
ended well; and only then did the write of the answer to its socket begin. The server runs under strace from its first moment, so the
replay knows every byte that was ever written. What is not proved: that the disk does what a sync asks.
"""

import random
import time
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass, field

import power_loss
import strace
from report import Result
from run import Run, Stage
from sqlite_store import SQLiteDatabase
from strace import Call
from writers import Writer, Writers

CALLS = ("pwrite64", "fdatasync", "fsync", "ftruncate", "unlink", "openat", "write", "writev", "sendto", "sendmsg")
FRAME_HEADER = 24


@dataclass
class Order:
    """The state of the write-ahead log as a trace goes by."""

    # The id of a request → the number of the first frame whose page holds it.
    page_with: dict[bytes, int] = field(default_factory=dict)
    # For every frame that commits a transaction: its number and the line on which it was all written.
    commits: list[tuple[int, int]] = field(default_factory=list)
    # Syncs of the log that ended well: the lines of their beginning and end.
    syncs: list[tuple[int, int]] = field(default_factory=list)
    # The id of a request → the line on which its answer began to leave, for answers 2xx.
    answers: dict[bytes, int] = field(default_factory=dict)


def read_order(calls: Iterable[Call], log: str, ids: set[bytes]) -> Order:
    """Goes through a trace; `ids` are the requests that matter."""
    order, frame, commits = Order(), 0, False
    for call in calls:
        if not call.succeeded:
            continue
        if call.path == log and call.name == "pwrite64":
            if len(call.data) == FRAME_HEADER:
                # Bytes 4 to 7 of a frame's header are not zero in the last frame of a transaction (sqlite.org/fileformat2.html#walformat).
                frame, commits = frame + 1, call.data[4:8] != bytes(4)
            elif len(call.data) > FRAME_HEADER + 8:
                for id in ids_in(call.data, ids):
                    order.page_with.setdefault(id, frame)
                if commits:
                    order.commits.append((frame, call.ended))
        elif call.path == log and call.name in ("fdatasync", "fsync"):
            order.syncs.append((call.began, call.ended))
        elif is_answer(call):
            for id in ids_in(call.data, ids):
                order.answers.setdefault(id, call.began)
    return order


def is_answer(call: Call) -> bool:
    """Whether the call sends an answer 2xx."""
    return call.name in ("write", "writev", "sendto", "sendmsg") and call.data.startswith(b"HTTP/1.1 2")


def ids_in(data: bytes, ids: set[bytes]) -> list[bytes]:
    """The ids that stand in a piece of data. All of one process start with the same eight digits."""
    if not ids:
        return []
    prefix, found, at = next(iter(ids))[:8], [], 0
    while (at := data.find(prefix, at)) >= 0:
        if (id := data[at:at + 20]) in ids:
            found.append(id)
        at += 8
    return found


def breach(order: Order, id: bytes) -> str | None:
    """What is wrong with the order of one acknowledged request; None when the answer left after the sync."""
    name = id.decode()
    if id not in order.answers:
        return f"{name}: its answer is not in the trace"
    if id not in order.page_with:
        return f"{name}: its change was never written to the log"
    committed = first_from(order.commits, order.page_with[id])
    if committed is None:
        return f"{name}: its transaction was never committed"
    synced = first_from(order.syncs, committed[1] + 1)
    if synced is None or synced[1] > order.answers[id]:
        return f"{name}: its answer left before the sync that covers its commit"
    return None


def first_from(pairs: list[tuple[int, int]], least: int) -> tuple[int, int] | None:
    """The first of the sorted pairs that starts with `least` or more."""
    at = bisect_left(pairs, (least, 0))
    return pairs[at] if at < len(pairs) else None


def run(run: Run) -> Result:
    result, chance = run.result("order of sync"), run.chance("sync")
    alone, together = (300, 700) if run.short else (1000, 3000)
    database, tokens = run.store.make_demo("sync")
    assert isinstance(database, SQLiteDatabase)
    before = {str(database.file): database.file.read_bytes()}
    output = run.workplace.directory("trace") / "trace"
    stage = Stage.begin(run, "sync", (database, tokens), strace.arguments(output, CALLS))
    write(stage, chance, alone, together)
    result.miss(*stage.check())
    changes = {id.encode(): count for id, count in stage.ledger.acknowledged_requests().items()}
    stage.end(result)
    calls = list(strace.calls(output))
    order = read_order(calls, str(database.log), set(changes))
    result.cycles = len(order.commits)
    result.miss(*filter(None, (breach(order, id) for id in sorted(changes))))
    replay = power_loss.replay(run, calls, before, order.answers, changes, chance, 60 if run.short else 500)
    result.miss(*replay.breaches)
    result.figures = {"syncs": len(order.syncs), "power cuts": replay.count}
    return result


def write(stage: Stage, chance: random.Random, alone: int, together: int) -> None:
    """Writes one at a time, each a commit of its own, then by eight writers, whose commits share syncs."""
    writer = Writer(stage.ledger, stage.credentials, chance, "alone")
    for _ in range(alone):
        writer.write()
    writer.close()
    with Writers(stage.ledger, stage.credentials, seed=chance.getrandbits(32)) as writers:
        while writers.acknowledged < alone + together and not writers.errors:
            time.sleep(0.05)
