"""A process that may open hardly any files.

Promise: it starts with as many connections as fit, refuses the others with 503 or closes them, goes on answering those it has and
writing, and serves everybody again when there is room.
"""

import time

from crowd import Crowd, seconds_until
from pace import allowed
from report import Result
from run import Run, Stage

FILES = 64
CALLERS = 200
ROOM_LIMIT = 2.0


def run(run: Run) -> Result:
    result = run.result("few descriptors")
    stage = Stage.begin(run, "descriptors", wrapper=("prlimit", f"--nofile={FILES}"))
    staying = stage.server.client(stage.tokens.native)
    staying.get("/v1/contact?limit=1")
    for _ in range(2 if run.short else 20):
        with Crowd(stage.server.port, CALLERS) as crowd:
            crowd.say(b"GET /v1/contact HTTP/1.1\r\nHost: x\r\n\r\n")
            seen: set[int] = set()
            end = time.monotonic() + allowed(5)
            while time.monotonic() < end and (time.monotonic() < end - allowed(4) or not {401, 503} <= seen):
                crowd.listen(0.2)
                statuses = [guest.status for guest in crowd.guests]
                seen = set(statuses)
            if others := set(statuses) - {401, 503, 0}:
                result.miss(f"callers were answered with {sorted(others)}")
            if 401 not in statuses or 503 not in statuses:
                result.miss(f"{statuses.count(401)} callers were answered and {statuses.count(503)} refused")
            if (status := staying.get("/v1/contact?limit=1").status) != 200:
                result.miss(f"a connection from before was answered with {status}")
            write = staying.send("POST", "/v1/contact", {"fields": {"firstName": "Written meanwhile"}})
            if write.status != 201:
                result.miss(f"a write on a connection from before was answered with {write.status}")
        result.within(ROOM_LIMIT, seconds_until(stage.server.is_live, limit=20), "answering a new connection")
        result.cycles += 1
        if not stage.server.is_running:
            result.miss("the server ended")
            return result
        time.sleep(0.1)
    staying.close()
    stage.end(result)
    return result
