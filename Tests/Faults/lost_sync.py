"""A sync that the disk refuses, a start anew, and then power loss.

Promise: nothing that was acknowledged before or after the start anew is lost. After a refused sync the system takes the pages that it
could not write for written, so what the next process reads from memory may never reach the disk; no later commit may rest on it.

strace has a sync fail while one server writes, kills it, and follows a second one over the same files. The replay takes what the
refused sync should have kept as never written. strace runs from the first moment, so every byte is known.
"""

import power_loss
import strace
from report import Result
from run import Run, Stage
from sqlite_store import SQLiteDatabase
from sync_order import CALLS, read_order
from writers import Writer


def run(run: Run) -> Result:
    result = run.result("lost sync, then power")
    for cycle in range(2 if run.short else 10):
        lose(run, result, failing=20 + 7 * cycle)
        result.cycles += 1
    return result


def lose(run: Run, result: Result, failing: int) -> None:
    """One refused sync, the one numbered `failing` of the thread that writes, and 15 cuts of power after the start anew."""
    chance = run.chance(f"lost sync {failing}")
    database, tokens = run.store.make_demo("lost-sync")
    assert isinstance(database, SQLiteDatabase)
    before = {str(database.file): database.file.read_bytes()}
    outputs = [run.workplace.directory("trace") / "trace" for _ in range(2)]
    injection = f"fdatasync:error=EIO:when={failing}"
    stage = Stage.begin(run, "lost-sync", (database, tokens), strace.arguments(outputs[0], CALLS, [injection]))
    writer = Writer(stage.ledger, stage.credentials, chance, "first")
    for _ in range(100 + failing):
        if writer.write().is_refused:
            break
    else:
        raise AssertionError("no sync was refused")
    writer.close()
    stage.server.kill()
    stage.server.start(strace.arguments(outputs[1], CALLS))
    writer = Writer(stage.ledger, stage.credentials, chance, "second")
    for _ in range(50):
        writer.write()
    writer.close()
    result.miss(*stage.check())
    stage.server.kill()
    first, second = (list(strace.calls(output)) for output in outputs)
    following = strace.after(first, second)
    changes = {id.encode(): count for id, count in stage.ledger.acknowledged_requests().items()}
    answers: dict[bytes, int] = {}
    # The processes name their requests apart.
    for prefix in {id[:8] for id in changes}:
        ids = {id for id in changes if id.startswith(prefix)}
        answers |= read_order(first + following, str(database.log), ids).answers
    replay = power_loss.replay(run, first + following, before, answers, changes, chance, 15, following[0].began)
    result.miss(*replay.breaches)
    result.figures["power cuts"] = result.figures.get("power cuts", 0) + replay.count
    result.count(stage.ledger)
    database.remove()
