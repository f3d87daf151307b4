#!/usr/bin/env python3
"""memory: what a server holds in memory after a million requests on a hundred thousand records.

The requests are those of cases.py but for the creations, a few seconds of each in turn over 32 connections, until there were enough.
"""

import os
import shutil
import sys
import tempfile
from pathlib import Path

sys.dont_write_bytecode = True  # No __pycache__ beside the scripts.
import flags
from cases import cases
from load import prepared
from measure import run_wrk
from report import machine, publish
from server import Server, version

AIM = 64


def main():
    options = parse()
    kith, load = str(Path(options.kith).resolve()), os.getloadavg()[0]
    directory = Path(tempfile.mkdtemp(prefix="memory-", dir=Path(kith).parent))
    try:
        data = prepared(kith, options.records, directory, options.data)
        with Server(kith, data.database, directory / "log") as server:
            lines, broken = soak(data, server, directory, options)
        text = "\n".join([
            f"Kith {version(kith)}, SQLite; {machine(directory)}",
            f"{options.connections} connections, {options.records:,} records of each kind; MiB resident, at most {AIM} is the aim", "",
            *lines])
        print("\n" + text)
    finally:
        shutil.rmtree(directory, ignore_errors=True)
    if broken:
        sys.exit(f"{broken:,} requests were refused or broken")
    if options.results:
        publish(options.results, "Memory", f"make bench-memory REQUESTS={options.requests} RECORDS={options.records}", text, load)


def soak(data, server, directory, options):
    """A line after each turn through all cases, and how many requests failed."""
    paths = [case for case in cases(data) if case.method != "POST"]
    sent = broken = 0
    lines = [f"{'requests':>12} {'resident':>9} {'highest':>8}"]

    def note():
        memory = server.memory()
        lines.append(f"{sent:>12,} {memory['VmRSS']:>9.1f} {memory['VmHWM']:>8.1f}")
        print(lines[-1], file=sys.stderr, flush=True)

    note()
    while sent < options.requests:
        for case in paths:
            figures = run_wrk(case, data, server.port, directory, options.connections, options.turn)
            sent += figures["requests"]
            broken += figures["refused"] + figures["broken"]
        note()
    return lines, broken


def parse():
    parser = flags.parser(__doc__, 100_000, "--connections", "--data", "--results")
    parser.add_argument("--requests", type=int, default=1_000_000, help="how many to send at least (1000000)")
    parser.add_argument("--turn", type=int, default=2, help="seconds of each operation in a turn (2)")
    return parser.parse_args()


if __name__ == "__main__":
    main()
