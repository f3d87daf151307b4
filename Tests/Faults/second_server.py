"""A second server on one SQLite file.

Promise: it refuses within one second, names the process that holds the file and exits with a failure, by whatever path it comes; of
several that start at once exactly one serves, and the others name it; a killed holder holds nothing.
"""

import re
import subprocess
import time

from pace import allowed
from report import Result
from run import Run, Stage
from server import Server, run_kith
from sqlite_store import SQLiteDatabase

REFUSAL_LIMIT = 1.0
RACERS = 3


def run(run: Run) -> Result:
    result = run.result("second server")
    stage = Stage.begin(run, "second")
    database = stage.server.database
    assert isinstance(database, SQLiteDatabase)
    link = database.directory / "link.db"
    link.symlink_to(database.file)
    through_link = SQLiteDatabase(run.workplace, database.directory)
    through_link.address = f"sqlite:{link}"
    rounds = 20 if run.short else 100
    for number in range(rounds):
        other = run.server(through_link if number % 2 else database)
        began = time.monotonic()
        other.launch()
        refuse(other, began, stage.server.pid, result)
    demo = run_kith(run.kith, "demo", database=database)
    if demo.returncode == 0 or f"process {stage.server.pid}" not in demo.stderr:
        result.miss(f"kith demo did not refuse a file in use: {demo.returncode} {demo.stderr.strip()}")
    result.miss(*stage.check())
    stage.server.kill()
    for _ in range(rounds // 2):
        race(run, database, result)
    result.cycles = rounds + rounds // 2
    stage.server.start()
    stage.end(result)
    return result


def refuse(server: Server, began: float, holder: int, result: Result) -> None:
    """Notes how a server that came second ended."""
    try:
        status = server.process.wait(timeout=allowed(REFUSAL_LIMIT) + 5)
    except subprocess.TimeoutExpired:
        server.kill()
        return result.miss("a second server was not refused")
    result.within(REFUSAL_LIMIT, time.monotonic() - began, "refusing a second server")
    if status == 0:
        result.miss("a second server exited with 0")
    if f"process {holder}." not in server.said:
        result.miss(f"a second server does not name process {holder}: {server.said.strip()[-200:]}")


def race(run: Run, database: SQLiteDatabase, result: Result) -> None:
    """Several servers start on a file that nobody holds."""
    servers = [run.server(database) for _ in range(RACERS)]
    began = time.monotonic()
    for server in servers:
        server.launch()
    serving = []
    while time.monotonic() - began < 10 and not (serving and sum(server.is_running for server in servers) <= 1):
        serving = [server for server in servers if re.search(r"listens on", server.said)]
        time.sleep(0.002)
    alive = [server for server in servers if server.is_running]
    if len(serving) != 1 or alive != serving:
        result.miss(f"of {RACERS} servers at once {len(serving)} serve and {len(alive)} run")
    for server in servers:
        if server not in serving and serving:
            refuse(server, began, serving[0].pid, result)
    for server in servers:
        server.kill()
