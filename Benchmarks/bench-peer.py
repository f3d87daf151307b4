#!/usr/bin/env python3
"""bench-peer: Kith next to the program that a team would write otherwise, FastAPI on SQLite (peer/app.py), in the same run.

Both have the same custom entities under the same ids and get the same requests from wrk, in turn: GET /health/live, PATCH and GET of a
custom entity by id. Both look up the token, validate `data` by its JSON Schema, check references, write one row of history in the same
transaction, and answer when it is on the disk (WAL, synchronous FULL). The peer runs with one process, and with one per processor, where
they share the file. A ratio is that of Kith's rate to the peer's better one within a round; medians of the rounds are shown.

What the peer is made of comes from PyPI, into an environment of its own.
"""

import os
import shutil
import signal
import sqlite3
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

sys.dont_write_bytecode = True  # No __pycache__ beside the scripts.
import flags
from cases import cases, health
from load import prepared
from measure import changes, check, measure
from report import machine, publish
from server import Process, Server, version, without_settings

HERE = Path(__file__).resolve().parent
ENVIRONMENT = HERE.parent / ".build-bench-peer"
PYTHON = ENVIRONMENT / "bin/python"
REQUIREMENTS = HERE / "peer/requirements.txt"


def main():
    options = parse()
    install()
    kith, load = str(Path(options.kith).resolve()), os.getloadavg()[0]
    directory = Path(tempfile.mkdtemp(prefix="peer-", dir=Path(kith).parent))
    try:
        data = prepared(kith, options.records, directory, options.data)
        peer = directory / "peer.db"
        subprocess.run(
            [PYTHON, HERE / "peer/database.py", peer, data.list("voucher"), data.list("contact"), data.demo["tokens"]["mateo"],
             data.demo["organisation"]], check=True)
        sides = {"Kith": (lambda: Server(kith, data.database, directory / "log"), changes)}
        for processes in sorted({1, os.cpu_count() or 1}):
            sides[f"peer × {processes}"] = (
                lambda processes=processes: Peer(peer, processes, directory / "log"), lambda *_: peer_changes(peer))
        rounds = [run_round(number, sides, data, directory, options) for number in range(1, options.rounds + 1)]
        text = report(kith, rounds, directory, options)
        print("\n" + text)
    finally:
        shutil.rmtree(directory, ignore_errors=True)
    # What the peer refuses, as two of its processes do while they wait for one file, stands in the table.
    check([result for results in rounds for result in results["Kith"].values()])
    if options.results:
        command = f"make bench-peer DURATION={options.duration} RECORDS={options.records}"
        publish(options.results, "Next to FastAPI and SQLite", command, text, load)


def install():
    """The environment with the peer's packages, once for each state of requirements.txt."""
    done = ENVIRONMENT / "requirements.txt"
    if done.exists() and done.read_text() == REQUIREMENTS.read_text():
        return
    print("Fetching what the peer is made of from PyPI", file=sys.stderr, flush=True)
    subprocess.run([sys.executable, "-m", "venv", "--clear", ENVIRONMENT], check=True)
    subprocess.run([PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--requirement", REQUIREMENTS], check=True)
    shutil.copy(REQUIREMENTS, done)


class Peer(Process):
    """The peer on its database, with so many processes."""

    # uvicorn ends what is under way and then itself, by the signal that it got.
    endings = (0, -signal.SIGTERM)

    def __init__(self, database, processes, log):
        command = [
            PYTHON, "-m", "uvicorn", "app:app", "--app-dir", HERE / "peer", "--host", "127.0.0.1", "--port", "{port}",
            "--workers", processes, "--loop", "uvloop", "--http", "httptools", "--no-access-log", "--log-level", "warning"]
        environment = without_settings() | {"PEER_DATABASE": str(database), "PYTHONDONTWRITEBYTECODE": "1"}
        super().__init__(command, log, environment, "the peer")


def peer_changes(file):
    """The number of the newest change."""
    with sqlite3.connect(file) as database:
        return database.execute("SELECT coalesce(max(sequence), 0) FROM change").fetchone()[0]


def run_round(number, sides, data, directory, options):
    """For each side its figures by the name of the case; one side runs at a time, every other round in the opposite order."""
    paths = [health(), *(case for case in cases(data) if case.name in ("mateo-custom-entity", "get mateo custom_entity"))]
    results = {}
    for name in sides if number % 2 else reversed(sides):
        make, count = sides[name]
        with make() as server:
            for case in paths:
                print(f"round {number}: {name}, {case.name}", file=sys.stderr, flush=True)
                results.setdefault(name, {})[case.name] = measure(case, data, [server], directory, options, count)
    return results


def report(kith, rounds, directory, options):
    used = " ".join(REQUIREMENTS.read_text().split())
    sides = ["Kith", *sorted(side for side in rounds[0] if side != "Kith")]
    out = [
        f"Kith {version(kith)}, SQLite; {machine(directory)}", f"peer: Python {sys.version.split()[0]} {used}",
        f"wrk: 1 thread, {options.connections} connections, {options.duration} s a line, medians of {options.rounds} round(s); "
        f"{options.records:,} records", "",
        f"{'requests/s (p99 ms)':24}" + "".join(f"{side:>20}" for side in sides) + f"{'ratio':>8}"]
    for case in rounds[0]["Kith"]:
        def rate(results, side):
            return results[side][case]["requestsPerSecond"]

        line = f"{case:24}"
        for side in sides:
            p99 = statistics.median(results[side][case]["p99ms"] for results in rounds)
            line += f"{f'{statistics.median(rate(results, side) for results in rounds):,.0f} ({p99:.1f})':>20}"
        ratio = statistics.median(rate(results, "Kith") / max(rate(results, side) for side in sides[1:]) for results in rounds)
        out.append(f"{line}{ratio:>8.1f}")
    for side in sides:
        for case in rounds[0][side]:
            if errors := sum(results[side][case]["errors"] for results in rounds):
                out.append(f"{side}: {errors:,} requests of {case} were refused or broken")
    return "\n".join(out)


def parse():
    return flags.parser(__doc__, 10_000, "--duration", "--warmup", "--connections", "--rounds", "--data", "--results").parse_args()


if __name__ == "__main__":
    main()
