"""kill -9 while a server makes or changes its tables.

Promise: the next start finishes the migration or has rolled it back, and ends with the same tables, indexes and records as a start
that nobody disturbed.

Two starts are disturbed: the first one on a new database, and one on a database whose indexes an older program declared, where every
record is written anew. Each is killed at its Nth write, with N spread over all of its writes, and then at random moments.
"""

import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import strace
from ledger import Ledger
from report import Result
from run import Run
from server import StartFailed
from store import Database
from writers import Credentials, Writer

READY_LIMIT = 2.0


@dataclass
class Subject:
    """A database to start on: what is there before, and what an undisturbed start makes of it."""

    name: str
    template: Database
    outcome: Any
    seconds: float
    # How often an undisturbed start writes.
    writes: int


def run(run: Run) -> Result:
    result, chance = run.result("kill in a migration"), run.chance("migration")
    for subject in [observe(run, "new database", run.store.make("new")), observe(run, "other indexes", other_indexes(run))]:
        points = 6 if run.short else 50
        for point in range(points):
            number = 1 + point * (subject.writes - 1) // (points - 1)
            interrupt(run, subject, result, at_write=number)
            interrupt(run, subject, result, after=chance.uniform(0, subject.seconds))
        result.figures[f"writes of a start ({subject.name})"] = subject.writes
    return result


def other_indexes(run: Run) -> Database:
    """A database with some hundreds of contacts whose index columns an older program filled in another way."""
    database, tokens = run.store.make_demo("older")
    server = run.server(database)
    server.start()
    writer = Writer(Ledger(), Credentials(server.port, tokens), run.chance("older"), "older")
    for _ in range(100):
        writer.create()
        writer.create_several()
    writer.close()
    server.stop()
    database.alter(
        "UPDATE record SET index1 = 'old', index2 = 'old', index3 = NULL WHERE type = 'contact'",
        "UPDATE indexed_field SET field = '/formerly' WHERE type = 'contact'")
    return database


def observe(run: Run, name: str, template: Database) -> Subject:
    """Starts on copies of the database undisturbed: once to time it, once to count its writes."""
    copy = run.store.copy(template, "undisturbed")
    server = run.server(copy)
    seconds = server.start()
    server.stop()
    traced = run.server(run.store.copy(template, "counted"))
    output = run.workplace.directory("trace") / "trace"
    traced.start(strace.arguments(output, [run.store.write_call]))
    writes = writes_of_busiest_thread(output, run.store.write_call)
    traced.stop()
    return Subject(name, template, copy.content(), seconds, writes)


def writes_of_busiest_thread(output: Path, call: str) -> int:
    """How many writes the thread made that made most: strace counts calls for each thread apart."""
    threads = [line.split(" ", 1)[0] for line in output.read_text().splitlines() if f"{call}(" in line]
    return max(threads.count(thread) for thread in set(threads))


def interrupt(run: Run, subject: Subject, result: Result, at_write: int | None = None, after: float = 0) -> None:
    """Kills a start at its Nth write or after some seconds, starts again, and compares."""
    database = run.store.copy(subject.template, "interrupted")
    server = run.server(database)
    when = f"{subject.name}, killed at write {at_write}" if at_write else f"{subject.name}, killed after {after:.3f} s"
    if at_write:
        output = run.workplace.directory("trace") / "trace"
        call = run.store.write_call
        server.launch(strace.arguments(output, [call], [f"{call}:signal=SIGKILL:when={at_write}"]))
        # The number of writes differs a little from start to start: one that is done before its Nth write is killed then.
        server.wait_until_over_or_ready()
        server.kill()
    else:
        server.launch()
        time.sleep(after)
        server.kill()
    try:
        result.within(READY_LIMIT, server.start(), f"{when}: the next start")
    except StartFailed as error:
        return result.miss(f"{when}: {error}")
    if server.stop() != 0:
        result.miss(f"{when}: the next server did not end well")
    result.miss(*(f"{when}: {breach}" for breach in database.inspect({})))
    if database.content() != subject.outcome:
        result.miss(f"{when}: the tables differ from those of an undisturbed start")
    database.remove()
    result.cycles += 1

