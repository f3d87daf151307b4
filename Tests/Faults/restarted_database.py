"""PostgreSQL ends and comes back under eight writers: told to (fast, immediate), or one of its processes is killed.

Promise: writes and reads are refused with 503 and Retry-After meanwhile, both work again within ten seconds of the database's return
without a start anew of the server, no acknowledged write is lost, an outcome that nobody can know is reported as such, and no place
in the pool is lost.
"""

import os
import signal
import time

from full_disk import until_written
from ledger import wrong_answers
from postgres_store import PostgresDatabase
from report import Result
from run import Run, Stage
from writers import Writers

BACK_LIMIT = 10.0
# The connections of one server: eight that read and one that writes (`database-connections` in docs/operations.md).
POOL = 9


def run(run: Run) -> Result:
    result, chance = run.result("PostgreSQL restarted"), run.chance("restart")
    stage = Stage.begin(run, "restart")
    database = stage.server.database
    assert isinstance(database, PostgresDatabase)
    cycles = min(run.cycles, 3) if run.short else run.cycles
    with Writers(stage.ledger, stage.credentials, seed=chance.getrandbits(32), lasting=True):
        time.sleep(0.5)
        for cycle in range(cycles):
            time.sleep(chance.uniform(0.1, 0.6))
            way = ("immediate", "fast", "one process")[cycle % 3]
            interrupt(database, way, away=chance.uniform(0, 1))
            result.within(BACK_LIMIT, until_written(stage, time.monotonic()), f"writing again after {way}")
            result.cycles += 1
        time.sleep(1)
        if (open_now := database.connections()) > POOL:
            result.miss(f"{open_now} connections are open, more than the pool's {POOL}")
    result.miss(*wrong_answers(stage.ledger.writes))
    if any(write.status == 507 for write in stage.ledger.writes):
        result.miss("507 from a database whose disk is not full")
    result.miss(*stage.check())
    if not stage.server.is_running:
        result.miss("the server has ended")
    stage.end(result)
    return result


def interrupt(database: PostgresDatabase, way: str, away: float) -> None:
    """Ends the database in one of three ways; when this returns it takes connections again."""
    cluster = database.primary
    if way == "one process":
        # PostgreSQL ends all sessions and recovers when one of them was killed.
        pids = cluster.rows(f"SELECT pid FROM pg_stat_activity WHERE datname = '{database.name}' AND pid <> pg_backend_pid()", "postgres")
        os.kill(int(pids[0][0]), signal.SIGKILL)
        cluster.wait_for("SELECT 1", "1")
        return
    cluster.stop(way)
    time.sleep(away)
    cluster.start()
