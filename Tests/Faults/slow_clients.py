"""Clients that take their time: with a header block, with a body, with reading the answer.

Promise: a header block is in within 10 seconds of its first byte and a body within 60 of its head, or the client is told 408 and sent
away; one that takes nothing of an answer for 30 seconds is cut off and its memory freed. Nobody else is kept waiting meanwhile.
"""

from bystanders import Bystanders
from crowd import Crowd, seconds_until
from pace import allowed
from report import Result
from run import Run, Stage

# What the server needs besides the promised time to notice and to close.
GRACE = 1.0
MEMORY_LIMIT = 400 << 20
SHORT_SECONDS = 1


def head(run: Run) -> Result:
    """Bytes of a request drip in, and its head never ends."""
    result = run.result("slow head")
    seconds = SHORT_SECONDS if run.short else 10
    stage = Stage.begin(run, "slow-head", arguments=("--head-seconds", f"{seconds}"))
    text = b"GET /v1/contact HTTP/1.1\r\nHost: x\r\nX: " + b"x" * 4000
    drip(stage, result, b"", text, 200 if run.short else 2000, seconds, every=seconds / 2)
    end(stage, result)
    return result


def body(run: Run) -> Result:
    """Bytes of a body drip in that was announced as longer."""
    result = run.result("slow body")
    seconds = SHORT_SECONDS if run.short else 60
    stage = Stage.begin(run, "slow-body", arguments=("--body-seconds", f"{seconds}"))
    start = (
        "PATCH /v1/contact/00000000-0000-7000-8000-000000000000 HTTP/1.1\r\nHost: x\r\nContent-Type: application/merge-patch+json\r\n"
        f"Authorization: Bearer {stage.tokens.native}\r\nContent-Length: 100000\r\n\r\n").encode()
    drip(stage, result, start, b"{" + b" " * 4000, 100 if run.short else 500, seconds, every=0.1)
    end(stage, result)
    return result


def drip(stage: Stage, result: Result, start: bytes, text: bytes, count: int, seconds: float, every: float) -> None:
    """Has `count` clients begin with `start` and go on byte by byte; each is to hear 408 and to be sent away in time."""
    with Bystanders(stage) as bystanders, Crowd(stage.server.port, count) as crowd:
        if start:
            crowd.say(start)
        crowd.drip(text, every, allowed(seconds + GRACE) + 5)
        crowd.listen(allowed(GRACE))
    result.miss(*bystanders.breaches)
    result.cycles += count
    if crowd.present:
        result.miss(f"{len(crowd.present)} of {count} clients were still there long after {seconds:g} s")
    result.within(seconds + GRACE, max(guest.ended - guest.began for guest in crowd.guests if guest.ended), "sending the last one away")
    if others := sum(guest.status != 408 for guest in crowd.guests):
        result.miss(f"{others} of {count} clients did not hear 408")
    if early := sum(guest.ended - guest.began < seconds for guest in crowd.guests if guest.ended):
        result.miss(f"{early} of {count} clients were sent away before {seconds:g} s")


def reader(run: Run) -> Result:
    """Clients ask for much and read nothing."""
    result = run.result("slow reader")
    seconds = 3 * SHORT_SECONDS if run.short else 30
    count = 30 if run.short else 1000
    stage = Stage.begin(run, "slow-reader", arguments=("--stall-seconds", f"{seconds}"))
    with Bystanders(stage) as bystanders, Crowd(stage.server.port, count, receive_buffer=2048) as crowd:
        # All are let in before the first one stops reading.
        crowd.say(b"GET /health/live HTTP/1.1\r\nHost: x\r\n\r\n")
        if not crowd.all_hear(limit=30):
            result.miss("not all connections were answered")
        crowd.say(b"GET /openapi.json HTTP/1.1\r\nHost: x\r\n\r\n" * 16)
        # The connections of the bystanders come and go.
        passed = seconds_until(lambda: stage.server.open_connections <= 8, limit=allowed(seconds + GRACE) + 30)
        result.within(seconds + GRACE * 2, passed, "closing the last connection that was not read")
        if passed < seconds:
            result.miss(f"connections were closed before {seconds:g} s")
    result.miss(*bystanders.breaches)
    result.cycles = count
    most = stage.server.most_memory
    result.figures["MiB at most"] = most >> 20
    if most > MEMORY_LIMIT:
        result.miss(f"the server had {most >> 20} MiB, more than {MEMORY_LIMIT >> 20}")
    end(stage, result)
    return result


def end(stage: Stage, result: Result) -> None:
    result.miss(*stage.check())
    stage.end(result)
