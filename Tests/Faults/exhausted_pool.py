"""Every connection of the pool is busy with statements that do not end.

Promise: what finds no connection waits at most a moment and is refused with 503 and Retry-After, what has one is ended by its deadline,
requests that need no database are answered at once, and writes are back within ten seconds of the end.
"""

import time

from bystanders import Bystanders, too_slow
from full_disk import until_written
from ledger import wrong_answers
from postgres_cluster import SUPERUSER, programs
from postgres_store import PostgresDatabase
from report import Result
from run import Run, Stage
from writers import Writers

DEADLINE = 15.0
BACK_LIMIT = 10.0
# More than any pool has connections.
WRITERS = 150


def run(run: Run) -> Result:
    result, chance = run.result("pool exhausted"), run.chance("pool")
    stage = Stage.begin(run, "pool")
    database = stage.server.database
    assert isinstance(database, PostgresDatabase)
    for _ in range(1 if run.short else 3):
        with Writers(stage.ledger, stage.credentials, count=WRITERS, seed=chance.getrandbits(32), lasting=True):
            time.sleep(0.5)
            locked_at = time.monotonic()
            lock_everything(run, database)
            with Bystanders(stage) as bystanders:
                time.sleep(8 if run.short else 20)
            result.miss(*too_slow(stage, locked_at, DEADLINE))
            unlock(database)
            result.within(BACK_LIMIT, until_written(stage, time.monotonic()), "writing again")
        result.miss(*bystanders.breaches)
        result.cycles += 1
    result.miss(*wrong_answers(stage.ledger.writes))
    if not any(write.status == 503 for write in stage.ledger.writes):
        result.miss("the pool was not exhausted: no write was refused")
    result.miss(*stage.check())
    stage.end(result)
    return result


def lock_everything(run: Run, database: PostgresDatabase) -> None:
    """Opens a session that holds the tables against all others until `unlock`."""
    cluster = database.primary
    text = "BEGIN; LOCK TABLE kith.record, kith.change, kith.change_sequence; SELECT pg_sleep(3600)"
    command = ["psql", "-X", "-h", cluster.directory, "-p", str(cluster.port), "-U", SUPERUSER, "-d", database.name, "-c", text]
    run.workplace.start([programs() / command[0], *command[1:]], cluster.directory / "locker", {"PGAPPNAME": "locker"})
    cluster.wait_for(LOCKED, "3", database=database.name)


def unlock(database: PostgresDatabase) -> None:
    # The end of psql alone would go unnoticed until the session wakes.
    database.primary.sql("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'locker'")


# How many tables of this database are locked in that way.
LOCKED = """
    SELECT count(*) FROM pg_locks WHERE locktype = 'relation' AND mode = 'AccessExclusiveLock' AND granted
    AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
    """
