"""A disk that is full, and has room again.

Promise: a write that finds no room is refused with 507 (503 where the API has no 507) and leaves no trace, reads go on, writing resumes
by itself within five seconds of there being room, and nothing that was acknowledged before, meanwhile or after is lost.
"""

import os
import random
import time
from pathlib import Path

from client import Unanswered, Unsent
from ledger import wrong_answers
from pace import allowed
from report import Result
from run import Run, Stage
from server import StartFailed
from sqlite_store import SQLiteDatabase
from writers import SHARED, Writer, Writers

# The log is copied back into the file when it has 16 MiB. Beside the ballast there is room for such a log and not for the copy.
SIZE = 40 << 20
BALLAST = 20 << 20
LARGE = 60_000
REFUSALS = (503, 507)
HEAL_LIMIT = 5.0
REFUSAL_LIMIT = 1.0


def run(run: Run) -> Result:
    result = run.result("full disk")
    for cycle in range(2 if run.short else 10):
        # One disk is filled by the writes themselves, while the log is copied back; the next by somebody else, at once.
        fill(run, result, by_writes=cycle % 2 == 0, seed=cycle)
        result.cycles += 1
    return result


def fill(run: Run, result: Result, by_writes: bool, seed: int) -> None:
    """Fills a disk, looks, makes room, looks again, and once more after a start anew."""
    disk = run.workplace.mount_memory("disk", SIZE)
    demo, tokens = run.store.make_demo("full")
    assert isinstance(demo, SQLiteDatabase)
    stage = Stage.begin(run, "full", (demo.copy(disk), tokens))
    ballast = disk / "ballast"
    ballast.write_bytes(bytes(BALLAST))
    with Writers(stage.ledger, stage.credentials, seed=seed, lasting=True):
        if by_writes:
            grow(stage, disk)
        else:
            time.sleep(0.3)
            take_the_rest(disk)
        result.miss(*reads_go_on(stage, seconds=1.5))
        refused = [write for write in stage.ledger.writes if write.is_refused]
        if not refused:
            result.miss("the disk was full and no write was refused")
        ballast.unlink()
        (disk / "rest").unlink(missing_ok=True)
        result.within(HEAL_LIMIT, until_written(stage, time.monotonic()), "writing again after there was room")
    result.miss(*wrong_answers(stage.ledger.writes))
    for write in stage.ledger.writes:
        if write.is_refused and write.ended - write.began > allowed(REFUSAL_LIMIT):
            result.miss(f"{write.token}: refused only after {write.ended - write.began:.1f} s")
    result.miss(*stage.check())
    start_anew(stage, disk, result)
    stage.end(result)


def grow(stage: Stage, disk: Path) -> None:
    """Large writes until there is no room."""
    writer = Writer(stage.ledger, stage.credentials, random.Random(0), "large")
    for _ in range(2 * SIZE // LARGE):
        if writer.create(LARGE).status in REFUSALS or os.statvfs(disk).f_bavail == 0:
            return writer.close()
    raise AssertionError("the disk does not become full")


def take_the_rest(disk: Path) -> None:
    """Uses up every free byte of the disk at once."""
    with open(disk / "rest", "wb", buffering=0) as rest:
        try:
            while True:
                rest.write(bytes(1 << 16))
        except OSError:
            return


def reads_go_on(stage: Stage, seconds: float) -> list[str]:
    """What was wrong with reads over so many seconds."""
    breaches, client = [], stage.server.client(stage.tokens.native)
    end = time.monotonic() + seconds
    while time.monotonic() < end and len(breaches) < 5:
        for target in [f"/v1/contact/externalID:{SHARED[0]}", "/v1/contact?limit=5", "/health/live"]:
            try:
                if (answer := client.get(target)).status != 200:
                    breaches.append(f"GET {target} was answered with {answer.status} {answer.code}")
            except (Unsent, Unanswered) as error:
                breaches.append(f"GET {target} was not answered: {error}")
    client.close()
    return breaches


def until_written(stage: Stage, since: float, limit: float = 30) -> float:
    """Seconds from `since` until a write that began after it was acknowledged; the limit if none was."""
    at = len(stage.ledger.writes)
    while time.monotonic() - since < limit:
        for write in stage.ledger.writes[max(0, at - 64):]:
            if write.is_acknowledged and write.began > since:
                return write.ended - since
        time.sleep(0.01)
    return limit


def start_anew(stage: Stage, disk: Path, result: Result) -> None:
    """A server that starts on a full disk serves reads or says why not; with room again, it starts and has everything."""
    stage.server.kill()
    take_the_rest(disk)
    try:
        stage.server.start()
        result.miss(*reads_go_on(stage, seconds=0.2))
        stage.server.kill()
    except StartFailed:
        result.figures["starts refused on a full disk"] = result.figures.get("starts refused on a full disk", 0) + 1
        if "full" not in stage.server.said:
            result.miss(f"a start on a full disk does not say so: {stage.server.said.strip()[-200:]}")
    (disk / "rest").unlink()
    stage.server.start()
    result.miss(*stage.check())
