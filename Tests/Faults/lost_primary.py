"""The primary PostgreSQL is lost under eight writers and its synchronous standby takes over.

Promise: 503 with Retry-After meanwhile, no acknowledged write is lost, writes are back within ten seconds of the promotion without a
start anew of the server, and what may have happened or not is reported as such.
"""

import time

from full_disk import until_written
from ledger import wrong_answers
from postgres_store import PostgresStore
from report import Result
from run import Run, Stage
from writers import Writers

BACK_LIMIT = 10.0


def run(run: Run) -> Result:
    result = run.result("primary lost")
    for cycle in range(2 if run.short else 10):
        lose(run, result, cycle)
        result.cycles += 1
    return result


def lose(run: Run, result: Result, cycle: int) -> None:
    """One failover between two clusters of its own."""
    assert isinstance(run.store, PostgresStore)
    chance = run.chance(f"primary {cycle}")
    database, tokens = run.store.make_pair("failover")
    stage = Stage.begin(run, "failover", (database, tokens))
    primary, standby = database.clusters
    with Writers(stage.ledger, stage.credentials, seed=chance.getrandbits(32), lasting=True):
        time.sleep(chance.uniform(0.5, 1.5))
        primary.kill()
        time.sleep(chance.uniform(0, 1))
        standby.promote()
        result.within(BACK_LIMIT, until_written(stage, time.monotonic()), "writing again after the promotion")
        time.sleep(0.5)
    result.miss(*wrong_answers(stage.ledger.writes))
    result.miss(*stage.check())
    if not stage.server.is_running:
        result.miss("the server has ended")
    stage.server.stop()
    result.miss(*stage.inspect())
    result.count(stage.ledger)
    standby.kill()
