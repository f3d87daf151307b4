"""Five times as many requests at once as the server takes on.

Promise: what is taken on is answered within a second (99 of 100), the rest is refused at once with 503 or 429 and Retry-After and has no
effect, health is answered all the while, and two seconds after the rush everything is answered again.
"""

import select
import socket
import threading
import time

from bystanders import Bystanders
from client import Answer, Client
from pace import allowed
from report import Result
from run import Run, Stage
from writers import SHARED

PLACES = 8
CONNECTIONS = 5 * PLACES
ACCEPTED_LIMIT = 1.0
REFUSED_LIMIT = 0.5
NORMAL_LIMIT = 2.0


def run(run: Run) -> Result:
    result = run.result("overload")
    stage = Stage.begin(run, "overload", arguments=("--requests-at-once", f"{PLACES}"))
    client = stage.server.client(stage.tokens.native)
    answers: list[Answer] = []
    with Bystanders(stage, read_bodies=False) as bystanders, Rush(stage):
        end = time.monotonic() + (5 if run.short else 60)
        while time.monotonic() < end:
            answers.append(client.get(f"/v1/contact?externalID={SHARED[0]}"))
            time.sleep(0.005)
    result.miss(*bystanders.breaches)
    result.within(NORMAL_LIMIT, until_normal(client), "answering everything again")
    client.close()
    judge(answers, result)
    result.cycles = 1
    stage.end(result)
    return result


def judge(answers: list[Answer], result: Result) -> None:
    accepted = sorted(answer.ended - answer.began for answer in answers if answer.is_success)
    refused = [answer for answer in answers if answer.status in (429, 503)]
    result.figures["answered"], result.figures["turned away"] = len(accepted), len(refused)
    if not accepted or not refused:
        result.miss(f"there was no overload: {len(accepted)} answered, {len(refused)} refused")
        return
    if (p99 := accepted[len(accepted) * 99 // 100]) > allowed(ACCEPTED_LIMIT):
        result.miss(f"a request that was taken on was answered after {p99:.2f} s")
    if (longest := max(answer.ended - answer.began for answer in refused)) > allowed(REFUSED_LIMIT):
        result.miss(f"a request was refused only after {longest:.2f} s")
    if silent := sum("retry-after" not in answer.headers for answer in refused):
        result.miss(f"{silent} refusals did not say when to try again")
    if others := {answer.status for answer in answers} - {200, 429, 503}:
        result.miss(f"requests were answered with {sorted(others)}")


def until_normal(client: Client) -> float:
    """Seconds until a hundred requests in a row were answered."""
    began, row = time.monotonic(), 0
    while row < 100 and time.monotonic() - began < 30:
        row = row + 1 if client.get(f"/v1/contact?externalID={SHARED[0]}").is_success else 0
    return time.monotonic() - began


class Rush:
    """Connections that each have a write under way and one more lying ready, from the start of the `with` to its end."""

    def __init__(self, stage: Stage) -> None:
        client = stage.server.client(stage.tokens.native)
        contact = client.send("POST", "/v1/contact", {"fields": {"firstName": "Rushed"}}).json["id"]
        client.close()
        self._target = f"PATCH /v1/contact/{contact} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {stage.tokens.native}\r\n"
        self._count = 0
        self._sockets = [socket.create_connection(("127.0.0.1", stage.server.port)) for _ in range(CONNECTIONS)]
        self._end = threading.Event()
        self._thread = threading.Thread(target=self._work)

    def __enter__(self) -> "Rush":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._end.set()
        self._thread.join()
        for each in self._sockets:
            each.close()

    def _work(self) -> None:
        poll = select.epoll()
        sockets = {each.fileno(): each for each in self._sockets}
        for number, each in sockets.items():
            poll.register(number, select.EPOLLIN)
            each.sendall(self._write() + self._write())
        while not self._end.is_set():
            for number, _ in poll.poll(0.1):
                answers = sockets[number].recv(1 << 16).count(b"HTTP/1.1 ")
                sockets[number].sendall(b"".join(self._write() for _ in range(answers)))
        poll.close()

    def _write(self) -> bytes:
        self._count += 1
        body = f'{{"fields": {{"comment": "Number {self._count}"}}}}'
        return f"{self._target}Content-Type: application/merge-patch+json\r\nContent-Length: {len(body)}\r\n\r\n{body}".encode()
