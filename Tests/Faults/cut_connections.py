"""Connections to PostgreSQL break while commits are under way, so that their answers are lost.

Promise: what may have happened or not is reported as such, never as success and never as a refusal; nothing happens twice; writes are
back within ten seconds.
"""

import time

from full_disk import until_written
from ledger import wrong_answers
from postgres_store import PostgresDatabase, address
from proxy import Proxy
from report import Result
from run import Run, Stage
from writers import Writers

BACK_LIMIT = 10.0


def run(run: Run) -> Result:
    result, chance = run.result("connections cut"), run.chance("cut")
    database, tokens = run.store.make_demo("cut")
    assert isinstance(database, PostgresDatabase)
    proxy = Proxy(database.clusters[0].port)
    run.workplace.at_end(proxy.close)
    database.address = address([proxy.port], database.name)
    stage = Stage.begin(run, "cut", (database, tokens))
    cut = 0
    with Writers(stage.ledger, stage.credentials, seed=chance.getrandbits(32), lasting=True):
        for _ in range(20 if run.short else 200):
            time.sleep(chance.uniform(0.02, 0.2))
            # What the server asks for in these milliseconds is done, and it never hears of it.
            proxy.mute()
            time.sleep(chance.uniform(0, 0.02))
            cut += proxy.cut()
            result.within(BACK_LIMIT, until_written(stage, time.monotonic()), "writing again")
            result.cycles += 1
    result.figures["connections cut"] = cut
    result.miss(*wrong_answers(stage.ledger.writes))
    result.miss(*stage.check())
    stage.end(result)
    # A server may find out what became of a commit; then it need not be called unknown.
    if not result.unknown + result.refused:
        result.miss("no write was cut off: the fault did not happen")
    return result
