"""Many writers of the same versions of a few records.

Promise: of the writers that name the same base version exactly one wins and the others see the conflict; reads never go back; and all
answers together fit one chain of versions per record. Where servers may share a database two of them do, and each writer keeps to one.
Servers are killed and started again while they write.
"""

import random
import threading
import time

from chain import Operation, breaches
from client import Answer, Client, Unanswered, Unsent
from ledger import History
from report import Result
from run import Run, Stage
from server import Server
from writers import SHARED

WRITERS = 8
READY_LIMIT = 2.0


def run(run: Run) -> Result:
    result = run.result("same base version")
    operations, rounds, kills = (10_000, 100, 2) if run.short else (100_000, 1_000, 10)
    stage = Stage.begin(run, "conflict")
    servers = [stage.server]
    if run.store.is_shared:
        servers.append(run.server(stage.server.database))
        servers[1].start()
    for number in range(rounds):
        result.miss(*one_wins(stage, servers, number))
    log = contend(run, stage, servers, operations, kills, result)
    client = stage.server.client(stage.tokens.native)
    final: dict[str, list[str]] = {}
    for record in SHARED:
        history = History.read(client, "contact", f"externalID:{record}")
        assert history is not None
        result.miss(*history.breaches(record))
        final[record] = [token for token, _ in history.tokens()]
    client.close()
    # Version 1 and the versions of the rounds before came first; only what the log tells of is in doubt.
    known = {operation.token for operation in log if operation.kind == "write"}
    log += [
        Operation("write", record, 0, 0, "done", version=version, token=token)
        for record, tokens in final.items()
        for version, token in enumerate(tokens, start=1)
        if token.startswith(("t-", "round-")) and token not in known
    ]
    began = time.monotonic()
    result.miss(*breaches(log, final))
    writes = [operation for operation in log if operation.kind == "write"]
    result.acknowledged = sum(write.outcome == "done" for write in writes)
    result.unknown = sum(write.outcome == "unknown" for write in writes)
    result.refused = sum(write.outcome in ("conflict", "refused") for write in writes)
    result.cycles = rounds
    result.figures = {"operations": len(log), "kills": kills, "seconds to check": round(time.monotonic() - began, 2)}
    for server in servers:
        if (status := server.stop()) != 0:
            result.miss(f"the server ended with {status} after SIGTERM")
    result.miss(*stage.server.database.inspect({}))
    stage.server.database.remove()
    return result


def one_wins(stage: Stage, servers: list[Server], number: int) -> list[str]:
    """All writers name the same base version at the same moment."""
    target = f"/v1/contact/externalID:{SHARED[number % len(SHARED)]}"
    client = stage.server.client(stage.tokens.native)
    base = client.get(target).headers["etag"]
    start = threading.Barrier(WRITERS)
    answers: list[Answer] = []

    def write(writer: int) -> None:
        own = servers[writer % len(servers)].client(stage.tokens.native)
        own.get(target)
        start.wait()
        body = {"fields": {"comment": f"round-{number}-{writer}"}}
        answers.append(own.send("PATCH", target, body, {"If-Match": base}))
        own.close()

    threads = [threading.Thread(target=write, args=(writer,)) for writer in range(WRITERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    now = client.get(target).headers["etag"]
    client.close()
    statuses = sorted(answer.status for answer in answers)
    found = []
    if statuses != [200] + [412] * (WRITERS - 1):
        found.append(f"round {number}: {WRITERS} writers of one version were answered {statuses}")
    if any(answer.headers.get("etag") != now for answer in answers):
        found.append(f"round {number}: an answer does not name the present version")
    return found


def contend(run: Run, stage: Stage, servers: list[Server], count: int, kills: int, result: Result) -> list[Operation]:
    """So many reads and writes by all writers, with a server killed so many times meanwhile."""
    log: list[Operation] = []
    chance = run.chance("conflict")
    ended = threading.Event()
    seeds = [chance.getrandbits(32) for _ in range(WRITERS)]
    threads = [
        threading.Thread(
            target=contender, args=(servers[number % len(servers)], stage.tokens.native, log, ended, random.Random(seed), number))
        for number, seed in enumerate(seeds)
    ]
    for thread in threads:
        thread.start()
    try:
        for kill in range(kills):
            wait_for(log, count * (kill + 1) // (kills + 1), threads)
            server = servers[kill % len(servers)]
            server.kill()
            result.within(READY_LIMIT, server.start(), "getting ready again")
        wait_for(log, count, threads)
    finally:
        ended.set()
        for thread in threads:
            thread.join()
    return log


def wait_for(log: list[Operation], count: int, threads: list[threading.Thread]) -> None:
    """Waits until the log is so long."""
    while len(log) < count:
        if not all(thread.is_alive() for thread in threads):
            raise AssertionError("a writer has ended early")
        time.sleep(0.01)


def contender(
    server: Server, token: str, log: list[Operation], ended: threading.Event, chance: random.Random, number: int
) -> None:
    """One writer: it reads, or writes on the version that it read last, or on whatever is there."""
    port, client = server.port, server.client(token)
    known: dict[str, int] = {}
    count = 0
    while not ended.is_set():
        if port != server.port:
            client.close()
            port, client = server.port, server.client(token)
        record = chance.choice(SHARED)
        count += 1
        if record not in known or chance.random() < 0.3:
            operation = read(client, record)
        else:
            base = known[record] if chance.random() < 0.9 else None
            operation = write(client, record, f"w{number}-{count}", base)
        log.append(operation)
        if operation.version is not None:
            known[record] = operation.version
        if operation.outcome in ("unknown", "refused"):
            ended.wait(0.01)
    client.close()


def read(client: Client, record: str) -> Operation:
    began = time.monotonic()
    try:
        answer = client.get(f"/v1/contact/externalID:{record}")
    except (Unsent, Unanswered):
        return Operation("read", record, began, time.monotonic(), "refused")
    if answer.status != 200:
        return Operation("read", record, began, answer.ended, "refused")
    body = answer.json
    return Operation("read", record, began, answer.ended, "done", version=body["version"], token=body["fields"]["comment"])


def write(client: Client, record: str, token: str, base: int | None) -> Operation:
    began = time.monotonic()
    headers = {} if base is None else {"If-Match": f'"{base}"'}
    try:
        answer = client.send("PATCH", f"/v1/contact/externalID:{record}", {"fields": {"comment": token}}, headers)
    except Unsent:
        return Operation("write", record, began, time.monotonic(), "refused", base, token=token)
    except Unanswered:
        return Operation("write", record, began, float("inf"), "unknown", base, token=token)
    version = int(answer.headers["etag"].strip('"')) if "etag" in answer.headers else None
    if answer.is_success:
        return Operation("write", record, began, answer.ended, "done", base, version, token)
    if answer.status in (409, 412):
        return Operation("write", record, began, answer.ended, "conflict", base, version, token)
    outcome = "unknown" if answer.code == "outcome-unknown" else "refused"
    return Operation("write", record, began, answer.ended, outcome, base, token=token)
