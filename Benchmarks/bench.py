#!/usr/bin/env python3
"""bench: what a Kith server does under load, as requests per second, latency, processor time and memory.

It makes a database of its own (load.py), starts `kith serve` on a free port and sends it load with wrk, one operation of cases.py at a
time: GET /health/live, which touches nothing and is the yardstick, the five updates on a random record each time with values that
change, GET by id in each API, lists of twenty by an indexed field, and creations. Every write is durable and validated and appends to
the history; that it really happened is seen in the organisation's count of changes. A refused or broken request, or an update that wrote
nothing, fails the run.

Absolute figures vary with the machine, so what counts is the ratio to the health requests of the same round. The table has the medians
of the rounds.
"""

import contextlib
import json
import os
import shutil
import statistics
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

sys.dont_write_bytecode = True  # No __pycache__ beside the scripts.
import flags
from cases import cases, chosen, health
from load import prepared
from measure import check, measure, median
from report import machine, publish
from server import Server, version


def main():
    options = parse()
    kith, load = str(Path(options.kith).resolve()), os.getloadavg()[0]
    # Beside the program: on a real disk, where a temporary directory may be memory.
    directory = Path(tempfile.mkdtemp(prefix="bench-", dir=Path(kith).parent))
    try:
        data = prepared(kith, options.records, directory, options.data, os.environ["KITH_TEST_POSTGRES"] if options.postgres else None)
        start = start_time(kith, data, directory)
        with contextlib.ExitStack() as stack:
            servers = [
                stack.enter_context(Server(kith, data.database, directory / f"log-{number}")) for number in range(options.servers)]
            rounds = [run_round(number, servers, data, directory, options) for number in range(1, options.rounds + 1)]
            memory = servers[0].memory()
        lines = median(rounds)
        text = report(kith, data, lines, start, memory, directory, options)
        print("\n" + text)
        if options.json:
            figures = {
                "kith": version(kith), "machine": machine(directory), "records": options.records, "connections": options.connections,
                "duration": options.duration, "lines": lines, "rounds": rounds, "startMilliseconds": start,
                "loadingSeconds": data.seconds, "bytesPerRecord": data.bytes, "memoryMiB": memory}
            Path(options.json).write_text(json.dumps(figures, indent=2) + "\n")
    finally:
        shutil.rmtree(directory, ignore_errors=True)
    check(lines)
    if options.results:
        where = f"PostgreSQL, {options.servers} server(s)" if options.postgres else "SQLite"
        command = f"make {'bench-postgres' if options.postgres else 'bench'} DURATION={options.duration} RECORDS={options.records}"
        publish(options.results, f"Under load: {where}, {options.records:,} records", command, text, load)


def run_round(number, servers, data, directory, options):
    """Measures every case once; ratios are to the mean of the round's two health lines."""
    results = []
    for case in [health(), *chosen(cases(data), options.only), health("health again")]:
        print(f"round {number}: {case.name}", file=sys.stderr, flush=True)
        results.append(measure(case, data, servers, directory, options))
    yardstick = statistics.mean(result["requestsPerSecond"] for result in results if result["name"].startswith("health"))
    for result in results:
        result["ratio"] = round(result["requestsPerSecond"] / yardstick, 3)
    return results


def start_time(kith, data, directory):
    """Milliseconds from the start of the process to the answer with a record, as the median of five starts on files that are in memory."""
    with open(data.list("contact")) as contacts:
        contact = contacts.readline().strip()
    times = []
    for _ in range(5):
        with Server(kith, data.database, directory / "log") as server:
            request = urllib.request.Request(f"http://127.0.0.1:{server.port}/v1/contact/{contact}", headers=data.native())
            with urllib.request.urlopen(request) as answer:
                answer.read()
            times.append((time.monotonic() - server.started) * 1000)
    return round(statistics.median(times))


def report(kith, data, lines, start, memory, directory, options):
    database = f"PostgreSQL, {options.servers} server(s)" if options.postgres else "SQLite"
    out = [
        f"Kith {version(kith)}, {database}; {machine(directory)}",
        f"wrk: 1 thread, {options.connections} connections, {options.duration} s a line, medians of {options.rounds} round(s); "
        f"{options.records:,} records of each kind", "", *table(lines), "",
        f"memory: {memory['VmRSS']} MiB resident, {memory['VmHWM']} MiB at most   start to the first record: {start} ms   "
        f"loading: {data.seconds} s"]
    if data.bytes:
        sizes = ", ".join(f"{kind} {data.bytes[kind]:,}" for kind in ("contact", "voucher", "conversation"))
        out.append(f"bytes of the database per record, its creation in the history included: {sizes}")
    return "\n".join(out)


def table(lines):
    yield f"{'':24} {'requests/s':>10} {'p50 ms':>8} {'p99 ms':>8} {'× health':>9} {'aim':>5} {'CPU µs':>7} {'written':>8} {'errors':>7}"
    for line in lines:
        aim = f"{line['aim']:.2f}" if "aim" in line else ""
        written = f"{line['written']:.0%}" if "written" in line else ""
        yield (
            f"{line['name']:24} {line['requestsPerSecond']:>10,.0f} {line['p50ms']:>8.2f} {line['p99ms']:>8.2f} {line['ratio']:>9.2f} "
            f"{aim:>5} {line['cpuMicroseconds']:>7,.0f} {written:>8} {line['errors']:>7,.0f}")


def parse():
    parser = flags.parser(__doc__, 10_000, "--duration", "--warmup", "--connections", "--rounds", "--only", "--data", "--results")
    parser.add_argument(
        "--postgres", action="store_true",
        help="use the empty database that KITH_TEST_POSTGRES names (Scripts/with-postgres) instead of a SQLite file")
    parser.add_argument("--servers", type=int, default=1, help="processes that serve the one PostgreSQL database and share the load (1)")
    parser.add_argument("--json", metavar="FILE", help="also write everything as JSON")
    return parser.parse_args()


if __name__ == "__main__":
    main()
