"""kill -9 of the server under eight writers.

Promise: every acknowledged write is there once with its change, every other one whole or not at all, histories are chains without a
gap, and the server is ready again within two seconds.
"""

import time

from report import Result
from run import Run, Stage
from writers import Writers

# A database is used for so many cycles, so that checking it does not take ever longer.
CYCLES_PER_DATABASE = 25
READY_LIMIT = 2.0


def run(run: Run) -> Result:
    result, chance = run.result("kill -9 of the server"), run.chance("kill")
    longest_delay = 0.7 if run.short else 2.0
    stage: Stage | None = None
    for cycle in range(run.cycles):
        if stage is None:
            stage = Stage.begin(run, "kill")
        with Writers(stage.ledger, stage.credentials, seed=chance.getrandbits(32)):
            time.sleep(chance.uniform(0, longest_delay))
            stage.server.kill()
        result.miss(*stage.inspect())
        result.within(READY_LIMIT, stage.server.start(), "getting ready again")
        result.miss(*stage.check())
        result.cycles += 1
        if result.cycles % CYCLES_PER_DATABASE == 0 or result.cycles == run.cycles:
            stage.end(result)
            stage = None
        if len(result.misses) > 20:
            break
    return result
