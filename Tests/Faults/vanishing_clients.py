"""Clients that go away in the middle of a request, with a reset of the connection.

Promise: within a second nothing is left of them, neither a connection nor a place among the requests in work, and others are served as
ever.
"""

import random
import socket

from bystanders import Bystanders
from crowd import reset, seconds_until
from report import Result
from run import Run, Stage

FREE_LIMIT = 1.0
# So few places that a single one which is not given back would be missed.
PLACES = 4


def run(run: Run) -> Result:
    result, chance = run.result("clients vanish"), run.chance("vanish")
    stage = Stage.begin(run, "vanish", arguments=("--requests-at-once", f"{PLACES}"))
    client = stage.server.client(stage.tokens.native)
    contact = client.get("/v1/contact?limit=1").json["records"][0]["id"]
    body = b'{"fields": {"comment": "Gone before it was answered."}}'
    request = (
        f"PATCH /v1/contact/{contact} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {stage.tokens.native}\r\n"
        f"Content-Type: application/merge-patch+json\r\nContent-Length: {len(body)}\r\n\r\n").encode() + body
    with Bystanders(stage, read_bodies=False) as bystanders:
        for _ in range(500 if run.short else 10_000):
            vanish(stage.server.port, request, chance)
            result.cycles += 1
    result.miss(*bystanders.breaches)
    result.within(FREE_LIMIT, seconds_until(lambda: stage.server.open_connections <= 1, limit=20), "letting go of the last connection")
    for _ in range(20):
        if (status := client.get(f"/v1/contact/{contact}").status) != 200:
            result.miss(f"a request after all of them was answered with {status}")
    client.close()
    stage.end(result)
    return result


def vanish(port: int, request: bytes, chance: random.Random) -> None:
    """Sends a part of the request, or all of it, or more than one, and is gone."""
    connection = socket.create_connection(("127.0.0.1", port), timeout=10)
    connection.sendall((request * 2)[: chance.randrange(2 * len(request))])
    reset(connection)
