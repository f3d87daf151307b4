"""PostgreSQL stands still (SIGSTOP): connections stay open and say nothing.

Promise: every request is answered with 503 within its deadline, requests that need no database are answered at once, and writes are
back within ten seconds of the database's awakening.
"""

import time

from bystanders import Bystanders, too_slow
from full_disk import until_written
from ledger import wrong_answers
from postgres_store import PostgresDatabase
from report import Result
from run import Run, Stage
from writers import Writers

# What a request may take at most: six seconds for an exchange with the database, and as long again to find out what became of a commit.
DEADLINE = 15.0
BACK_LIMIT = 10.0


def run(run: Run) -> Result:
    result, chance = run.result("PostgreSQL hangs"), run.chance("hang")
    stage = Stage.begin(run, "hang")
    database = stage.server.database
    assert isinstance(database, PostgresDatabase)
    with Writers(stage.ledger, stage.credentials, count=32, seed=chance.getrandbits(32), lasting=True):
        for _ in range(1 if run.short else 5):
            time.sleep(0.5)
            frozen_at = time.monotonic()
            database.primary.freeze()
            with Bystanders(stage) as bystanders:
                time.sleep(18 if run.short else 30)
            result.miss(*too_slow(stage, frozen_at, DEADLINE))
            database.clusters[0].thaw()
            result.within(BACK_LIMIT, until_written(stage, time.monotonic()), "writing again")
            result.miss(*bystanders.breaches)
            result.cycles += 1
    result.miss(*wrong_answers(stage.ledger.writes))
    result.miss(*stage.check())
    stage.end(result)
    return result
