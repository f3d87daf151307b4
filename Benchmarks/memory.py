#!/usr/bin/env python3
"""memory: what a server holds in memory after a million requests on a hundred thousand records.

The requests are those of cases.py but for the creations, a few seconds of each in turn over 32 connections, until there were enough.
"""

import argparse
import os
import shutil
import sys
import tempfile
from pathlib import Path

sys.dont_write_bytecode = True  # No __pycache__ beside the scripts.
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
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--kith", required=True, help="the program, built in release mode")
    parser.add_argument("--records", type=int, default=100_000, help="records of each kind (100000)")
    parser.add_argument("--requests", type=int, default=1_000_000, help="how many to send at least (1000000)")
    parser.add_argument("--turn", type=int, default=2, help="seconds of each operation in a turn (2)")
    parser.add_argument("--connections", type=int, default=32, help="open connections (32)")
    parser.add_argument("--data", metavar="DIRECTORY", help="keep the loaded database there, or take it from there")
    parser.add_argument("--results", metavar="FILE", help="also put the figures into their section of this Markdown file")
    return parser.parse_args()


if __name__ == "__main__":
    main()
