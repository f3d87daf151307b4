#!/usr/bin/env python3
"""counts: how many instructions and allocations each hot path takes, held against the ceilings in ceilings.json.

Counts, not times: they are the same whatever else the machine does, so that a check can fail by them. A database of 400 contacts,
vouchers and conversations is made, the server started under `valgrind --tool=callgrind` and with allocations.c, and the same requests are
sent to each over one connection, one after the other. Instructions are those of the whole process outside the kernel, from the first
byte of a request to the last of its answer; a write is a commit of its own. Each count is taken twice from the same beginning, and the
higher stands: the two differ by about one percent.

A debug build takes about six times the instructions of a release build. Its ceilings find work that is done twice, but not what only the
optimiser removes; they are there because a debug build is what continuous integration has.
"""

import argparse
import http.client
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

sys.dont_write_bytecode = True  # No __pycache__ beside the scripts.
from cases import cases, chosen, health
from load import prepared
from server import Server, without_settings

HERE = Path(__file__).resolve().parent
CEILINGS = HERE / "ceilings.json"
RECORDS, WARMUP = 400, 5
# Two runs differ by up to 2 percent (which thread wakes, when a table grows), processors by what libc picks for them.
MARGIN, LOW = 0.08, 0.8


def main():
    options = parse()
    kith = str(Path(options.kith).resolve())
    directory = Path(tempfile.mkdtemp(prefix="counts-", dir=Path(kith).parent))
    try:
        data = prepared(kith, RECORDS, directory)
        paths = [health(), *chosen([case for case in cases(data) if not case.name.startswith("create")], options.only)]
        pristine = (directory / "kith.db").read_bytes()
        counted = {}
        for what, count in (("allocations", allocations), ("instructions", instructions)):
            for number in range(1, options.passes + 1):
                (directory / "kith.db").write_bytes(pristine)
                print(f"{what}, {number} of {options.passes}", file=sys.stderr, flush=True)
                for name, number_of in count(kith, data, paths, directory, options).items():
                    counted.setdefault(what, {}).setdefault(name, []).append(number_of)
    finally:
        shutil.rmtree(directory, ignore_errors=True)
    figures = {case.name: {what: max(passes[case.name]) for what, passes in counted.items()} for case in paths}
    ceilings = json.loads(CEILINGS.read_text()) if CEILINGS.exists() else {}
    held = ceilings.get(options.build, {})
    print("\n".join(table(figures, counted, held)))
    if options.json:
        Path(options.json).write_text(json.dumps({"build": options.build, "counts": counted}, indent=2) + "\n")
    if options.write:
        ceilings[options.build] = held | {
            name: {what: rounded(n * (1 + MARGIN)) for what, n in row.items()} for name, row in figures.items()}
        CEILINGS.write_text(json.dumps(ceilings, indent=2) + "\n")
    elif over := [f"{name} ({what})" for name, row in figures.items() for what, n in row.items() if n > held.get(name, {}).get(what, 0)]:
        sys.exit(
            f"over the ceiling of the {options.build} build: {', '.join(over)}. "
            "`make counts PROFILE=directory` shows where; if it must be so, WRITE=1 raises the ceiling, and the commit says why.")
    elif any(n < LOW * held[name][what] for name, row in figures.items() for what, n in row.items()):
        print("\nSome counts are far below their ceiling: WRITE=1 brings it down, so that what was won is held.")


def parse():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--kith", required=True, help="the program")
    parser.add_argument("--build", choices=["release", "debug"], default="release", help="how it was built: which ceilings hold (release)")
    parser.add_argument("--requests", type=int, default=100, help="for each count (100)")
    parser.add_argument("--passes", type=int, default=2, help="how often each count is taken; the highest stands (2)")
    parser.add_argument("--only", action="append", default=[], metavar="WORD", help="only paths whose name has this word")
    parser.add_argument("--write", action="store_true", help=f"put the counts and {MARGIN:.0%} into ceilings.json instead of checking")
    parser.add_argument("--profile", metavar="DIRECTORY", help="leave callgrind's files there, for callgrind_annotate")
    parser.add_argument("--json", metavar="FILE", help="also write the counts as JSON")
    return parser.parse_args()


# Counting


def instructions(kith, data, paths, directory, options):
    """What a request of each path takes, by name, under callgrind."""
    program, preload, out = directory / "kith", library("callgrind", directory), directory / "counted"
    # valgrind does not read Swift's debug information; the names of the functions are not part of it.
    subprocess.run(["objcopy", "--strip-debug", kith, program], check=True)
    for resources in Path(kith).parent.glob("*.resources"):
        shutil.copytree(resources, directory / resources.name, dirs_exist_ok=True)
    wrapper = ["valgrind", "--tool=callgrind", "--instr-atstart=no", f"--callgrind-out-file={out}"]
    pipes = [directory / name for name in ("commands", "answers")]
    for pipe in pipes:
        pipe.unlink(missing_ok=True)
        os.mkfifo(pipe)
    environment = without_settings() | {
        "LD_PRELOAD": str(preload), "CALLGRIND_COMMANDS": str(pipes[0]), "CALLGRIND_ANSWERS": str(pipes[1])}
    with (Server(program, data.database, directory / "log", wrapper, environment) as server,
          open(pipes[0], "wb", buffering=0) as commands, open(pipes[1], "rb", buffering=0) as answers):
        def tell(command):
            commands.write(command)
            if answers.read(1) != command:
                sys.exit(f"callgrind did not answer:\n{(directory / 'log').read_text()[-2000:]}")

        def dumped(case):
            tell(b"d")
            file = max(directory.glob("counted.*"), key=lambda file: int(file.suffix[1:]))
            total = next(int(line.split()[1]) for line in file.read_text().splitlines() if line.startswith("totals:"))
            if options.profile:
                Path(options.profile).mkdir(exist_ok=True)
                shutil.copy(file, Path(options.profile) / f"callgrind.{case.name.replace(' ', '-')}")
            file.unlink()
            return total

        tell(b"s")
        return taken(paths, data, server, options, before=lambda: tell(b"z"), after=dumped)


def allocations(kith, data, paths, directory, options):
    """What a request of each path takes, by name, with the counter of allocations.c."""
    file = directory / "allocations"
    file.write_bytes(bytes(8))
    environment = without_settings() | {"LD_PRELOAD": str(library("allocations", directory)), "ALLOCATIONS_FILE": str(file)}
    start = 0

    def so_far():
        return int.from_bytes(file.read_bytes()[:8], sys.byteorder)

    def note():
        nonlocal start
        start = so_far()

    with Server(kith, data.database, directory / "log", environment=environment) as server:
        return taken(paths, data, server, options, before=note, after=lambda _: so_far() - start)


def library(name, directory):
    out = directory / f"{name}.so"
    subprocess.run(["cc", "-O2", "-shared", "-fPIC", "-o", out, HERE / f"{name}.c"], check=True)
    return out


def taken(paths, data, server, options, before, after):
    """Sends the requests of each path; `before` is called when it is warm, `after` says what was counted since."""
    draw = random.Random(2026)
    client = Client(server.port)
    counts = {}
    for case in paths:
        targets = data.list(case.targets).read_text().split() if case.targets else [""]

        def send(count):
            for _ in range(count):
                client.send(case, draw.choice(targets), draw.choice(case.bodies) if case.bodies else None)

        send(WARMUP)
        before()
        send(options.requests)
        counts[case.name] = round(after(case) / options.requests, 1)
    return counts


class Client:
    """One connection that stays open, one request at a time."""

    def __init__(self, port):
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=600)

    def send(self, case, target, body):
        path = f"{case.before}{target}{case.after}"
        self.connection.putrequest(case.method, path, skip_accept_encoding=True)
        for name, value in case.headers.items():
            self.connection.putheader(name, value)
        if body is not None:
            self.connection.putheader("Content-Type", "application/json")
            self.connection.putheader("Content-Length", str(len(body)))
        self.connection.endheaders(body and body.encode())
        answer = self.connection.getresponse()
        content = answer.read()
        if answer.status not in (200, 201):
            sys.exit(f"{case.method} {path}: {answer.status} {content.decode(errors='replace')[:500]}")


# Reporting


def table(figures, counted, ceilings):
    yield (
        f"{'per request':24} {'instructions':>13} {'ceiling':>10} {'spread':>7} {'× health':>9} "
        f"{'allocations':>12} {'ceiling':>8} {'spread':>7}")
    for name, row in figures.items():
        held = ceilings.get(name, {})
        spreads = {what: max(passes[name]) / max(1, min(passes[name])) - 1 for what, passes in counted.items()}
        yield (
            f"{name:24} {row['instructions']:>13,.0f} {held.get('instructions', 0):>10,.0f} {spreads['instructions']:>7.1%} "
            f"{row['instructions'] / figures['health']['instructions']:>9.2f} "
            f"{row['allocations']:>12,.1f} {held.get('allocations', 0):>8,.0f} {spreads['allocations']:>7.1%}")


def rounded(count):
    """Upwards to three digits: what a reader of the file can compare."""
    unit = 10 ** max(0, len(str(int(count))) - 3)
    return -int(-count // unit) * unit


if __name__ == "__main__":
    main()
