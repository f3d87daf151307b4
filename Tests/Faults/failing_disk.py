"""A disk that refuses the Nth write or sync, N = 1…20, while commits are appended to the log and while the log is copied back.

Promise: never a wrong 2xx; what is refused is refused with 507 or 503; reads go on. A disk without room (ENOSPC) heals without a start
anew once it has some. After a refused sync, or a write that fails for another reason (EIO), what the system's page cache holds can no
longer be trusted: then the server says so in its log and in /health/ready and acknowledges nothing more, and a start anew has all that
was acknowledged.

strace makes the calls fail; it counts them for each thread of the server apart, so some points fail more than once. ENOSPC goes on
failing from the Nth call until strace lets go, as a disk stays full until somebody makes room.
"""

import time
from dataclasses import dataclass

from full_disk import HEAL_LIMIT, reads_go_on, until_written
from ledger import wrong_answers
from pace import allowed
from report import Result
from run import Run, Stage
from sqlite_store import SQLiteDatabase
from strace import Attached
from writers import Writer, Writers

CLEAR_LINE = "nothing more is written until the server is started anew"
# A log of so many bytes is about to be copied back into the file, which happens at 4,000 pages.
LONG_LOG = 3_900 * 4_120


@dataclass(frozen=True)
class Point:
    """What fails, where, and for the how manieth time."""

    call: str
    error: str
    # The file's name: the log, or the file that the log is copied to.
    file: str
    number: int

    @property
    def injection(self) -> str:
        return f"{self.call}:error={self.error}:when={self.number}{'+' if self.error == 'ENOSPC' else ''}"

    @property
    def may_heal(self) -> bool:
        """Whether writes may be acknowledged again without a start anew: no sync was refused, and room is all that was missing."""
        return self.call == "pwrite64" and self.error == "ENOSPC"

    def __str__(self) -> str:
        return f"{self.error} on {self.call} {self.number} of {self.file}"


def points(short: bool) -> list[Point]:
    numbers = (1, 4, 20) if short else range(1, 21)
    log = [Point(call, error, "kith.db-wal", n) for call in ("pwrite64", "fdatasync") for error in ("ENOSPC", "EIO") for n in numbers]
    copy = [Point("pwrite64", error, "kith.db", n) for error in ("ENOSPC", "EIO") for n in numbers]
    # Copying the log back syncs the file once.
    return log + copy + [Point("fdatasync", error, "kith.db", 1) for error in ("ENOSPC", "EIO")]


def run(run: Run) -> Result:
    result = run.result("failing disk")
    healed = stopped = 0
    for point in points(run.short):
        stage = begin(run, long_log=point.file == "kith.db")
        has_stopped = fail(run, stage, point, result)
        healed, stopped = healed + (not has_stopped), stopped + has_stopped
        stage.server.start()
        result.miss(*(f"{point}: after a start anew: {breach}" for breach in stage.check()))
        stage.end(result)
        result.cycles += 1
    result.figures = {"healed": healed, "stopped": stopped}
    return result


def begin(run: Run, long_log: bool) -> Stage:
    """A running server, perhaps one that is about to copy its log back into the file."""
    stage = Stage.begin(run, "failing")
    database = stage.server.database
    assert isinstance(database, SQLiteDatabase)
    writer = Writer(stage.ledger, stage.credentials, run.chance("long log"), "large")
    while long_log and database.log.stat().st_size < LONG_LOG:
        writer.create(60_000)
    writer.close()
    return stage


def fail(run: Run, stage: Stage, point: Point, result: Result) -> bool:
    """Makes the point's call fail under four writers. Returns whether the server ended writing; it has exited in any case."""
    database = stage.server.database
    assert isinstance(database, SQLiteDatabase)
    path = database.directory / point.file
    misses: list[str] = []
    with Writers(stage.ledger, stage.credentials, count=4, seed=point.number, lasting=True):
        with Attached(run.workplace, stage.server.pid, [point.call], [point.injection], path) as tracer:
            deadline = time.monotonic() + 10
            while not tracer.has_injected and time.monotonic() < deadline:
                time.sleep(0.01)
            if not tracer.has_injected:
                misses.append("the call never failed")
            misses += reads_go_on(stage, seconds=0.2)
        healing_from = time.monotonic()
        has_stopped = CLEAR_LINE in stage.server.said
        if has_stopped:
            time.sleep(0.2)
            misses += reads_go_on(stage, seconds=0.1)
        else:
            healing = until_written(stage, healing_from, allowed(HEAL_LIMIT) + 1)
            if healing > allowed(HEAL_LIMIT):
                misses.append(f"no write was acknowledged within {HEAL_LIMIT:g} s, and the log does not say why")
            else:
                result.within(HEAL_LIMIT, healing, f"{point}: writing again")
    misses += refusals(stage, point, has_stopped)
    if has_stopped and stage.server.is_ready():
        misses.append("/health/ready says 200 although nothing is written any more")
    kept = [database.file.read_bytes(), database.log.read_bytes()] if has_stopped else []
    if stage.server.stop() is None:
        misses.append("did not end after SIGTERM")
    elif has_stopped and kept != [part.read_bytes() for part in (database.file, database.log) if part.exists()]:
        misses.append("the files were written although writing had ended")
    result.miss(*(f"{point}: {miss}" for miss in misses))
    return has_stopped


def refusals(stage: Stage, point: Point, has_stopped: bool) -> list[str]:
    """What is wrong with the answers to the writes."""
    found = wrong_answers(stage.ledger.writes)
    if not point.may_heal and not has_stopped:
        found.append("writing went on")
    if has_stopped:
        failed_at = min(write.ended for write in stage.ledger.writes if not write.is_acknowledged)
        if any(write.is_acknowledged and write.began > failed_at for write in stage.ledger.writes):
            found.append("a write was acknowledged after the failure")
    return found
