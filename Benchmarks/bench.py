#!/usr/bin/env python3
"""bench: what a Kith server does under load, as requests per second, latency and memory.

It makes a database of its own with the demo organisation, fills it (load.py), starts `kith serve` on a free port and sends it load
with wrk, one operation at a time: GET /health/live, which touches nothing and is the yardstick, the five updates on a random record
each time with values that change, and GET by id in each API. Every update is durable and validated and appends to the history; that
it really happened is counted in the records' versions. A refused or broken request, or an update that wrote nothing, fails the run.

Absolute figures vary with the machine, so what counts is the ratio to the health requests of the same run.
"""

import argparse
import asyncio
import concurrent.futures
import contextlib
import json
import os
import platform
import re
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

sys.dont_write_bytecode = True  # No __pycache__ beside the scripts.
import load

HERE = Path(__file__).resolve().parent
# At least so much of the health requests' rate, as the project's aim: docs/operations.md, "Speed".
AIM_UPDATE, AIM_READ = 0.45, 0.75


@dataclass
class Case:
    """One line of the table: one operation under load."""

    name: str
    script: str
    headers: dict = field(default_factory=dict)
    # The request targets of all records; none for a script that sends one fixed request to `path`.
    targets: list = field(default_factory=list)
    path: str = "/"
    # Further lists that the script draws values from.
    values: list = field(default_factory=list)
    aim: float = 0.0
    # The type whose records an update writes; none for a read.
    writes: str = ""


class Server:
    """`kith serve` on a free port, until the end of the `with`."""

    def __init__(self, kith, database, log):
        self.kith, self.database, self.log = kith, database, log

    def __enter__(self):
        with open(self.log, "wb") as log:
            self.process = subprocess.Popen(
                [self.kith, "serve", "--host", "127.0.0.1", "--port", "0", "--database", self.database],
                stdin=subprocess.DEVNULL, stdout=log, stderr=log, env=without_settings())
        deadline = time.monotonic() + 30
        while time.monotonic() < deadline and self.process.poll() is None:
            if match := re.search(r"listens on http://[^ ]*:(\d+)", self.log.read_text()):
                self.port = int(match[1])
                return self
            time.sleep(0.01)
        self.process.kill()
        sys.exit(f"kith serve did not start:\n{self.log.read_text()}")

    def __exit__(self, *_):
        if self.process.poll() is not None:
            sys.exit(f"kith serve ended by itself with {self.process.returncode}:\n{self.log.read_text()[-2000:]}")
        self.process.send_signal(signal.SIGTERM)
        try:
            status = self.process.wait(timeout=30)
        except subprocess.TimeoutExpired:
            self.process.kill()
            sys.exit("kith serve did not stop within 30 seconds")
        if status != 0:
            sys.exit(f"kith serve ended with {status}:\n{self.log.read_text()[-2000:]}")

    def memory(self):
        """Resident memory now and at its highest, in MiB."""
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        return {name: round(int(re.search(rf"{name}:\s+(\d+) kB", status)[1]) / 1024, 1) for name in ("VmRSS", "VmHWM")}

    def cpu(self):
        """Seconds of processor time used so far, the kernel's on the server's behalf included."""
        stat = Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(stat[11]) + int(stat[12])) / os.sysconf("SC_CLK_TCK")


def without_settings():
    """The environment without settings for a server that the caller may have."""
    return {name: value for name, value in os.environ.items() if not name.startswith("KITH_")}


def make_demo(kith, database):
    """The demo organisation in the database: its requests and tokens."""
    demo = subprocess.run(
        [kith, "demo", "--json", "--database", database], check=True, stdout=subprocess.PIPE, env=without_settings()).stdout
    return json.loads(demo)


def cases(demo, loaded):
    """The operations in the order they are measured."""
    tokens = demo["tokens"]

    def bearer(token):
        return {"Authorization": f"Bearer {tokens[token]}"}

    def ids(records):
        return [record["id"] for record in records]

    kare_headers = {**bearer("kareAccess"), "x-session-token": tokens["kareSession"]}
    entity = [f"/api/v1/custom_entity?id=eq.{id}" for id in ids(loaded.entities)]
    conversation = [f"/api/v1/conversation?id=eq.{id}" for id in ids(loaded.conversations)]
    kare = [f"/companies/v2/rs/{loaded.company['number']}/contacts/{contact['number']}" for contact in loaded.contacts]
    reach = [f"/api/resources/customers/{contact['externalID']}" for contact in loaded.contacts]
    nateq = [f"/api/v1/contacts/{id}" for id in ids(loaded.contacts)]
    native = [f"/v1/contact/{id}" for id in ids(loaded.contacts)]
    people = [ids(loaded.inboxes), ids(loaded.employees)]
    return [
        Case("health", "health", path="/health/live"),
        Case("mateo-custom-entity", "mateo-custom-entity", bearer("mateo"), entity, aim=AIM_UPDATE, writes="voucher"),
        Case(
            "mateo-conversation", "mateo-conversation", bearer("mateo"), conversation, values=people, aim=AIM_UPDATE, writes="conversation"),
        Case("kare-contact", "kare-contact", kare_headers, kare, aim=AIM_UPDATE, writes="contact"),
        Case("reach-customer", "reach-customer", bearer("reachTenant"), reach, aim=AIM_UPDATE, writes="contact"),
        Case("nateq-contact", "nateq-contact", bearer("nateq"), nateq, aim=AIM_UPDATE, writes="contact"),
        Case("get mateo custom_entity", "read", bearer("mateo"), entity, aim=AIM_READ),
        Case("get kare contact", "read", kare_headers, kare, aim=AIM_READ),
        Case("get reach customer", "read", bearer("reachTenant"), reach, aim=AIM_READ),
        Case("get nateq contact", "read", bearer("nateq"), nateq, aim=AIM_READ),
        Case("get native contact", "read", bearer("native"), native, aim=AIM_READ),
        Case("health again", "health", path="/health/live"),
    ]


def run_wrk(case, port, connections, seconds, directory):
    """One run of wrk; its figures as case.lua prints them."""
    lists = [[f"{name}: {value}" for name, value in case.headers.items()], case.targets, *case.values]
    files = []
    for index, lines in enumerate(lists):
        files.append(directory / f"list-{index}")
        files[-1].write_text("".join(line + "\n" for line in lines))
    run = subprocess.run(
        [
            "wrk", "--threads", "1", "--connections", str(connections), "--duration", f"{seconds}s",
            "--script", str(HERE / "wrk" / f"{case.script}.lua"), f"http://127.0.0.1:{port}{case.path}", "--", *map(str, files),
        ],
        capture_output=True, text=True, env={**os.environ, "LUA_PATH": f"{HERE}/wrk/?.lua"})
    figures = re.search(r"^KITH (.*)$", run.stdout, re.MULTILINE)
    if run.returncode != 0 or not figures:
        sys.exit(f"wrk failed on {case.name}:\n{run.stdout}{run.stderr}")
    return json.loads(figures[1])


def run_all(case, servers, connections, seconds, directory):
    """One run of wrk against each server at the same time, the connections shared out; their figures together."""
    with concurrent.futures.ThreadPoolExecutor() as pool:
        runs = [
            pool.submit(run_wrk, case, server.port, connections // len(servers), seconds, Path(tempfile.mkdtemp(dir=directory)))
            for server in servers
        ]
        figures = [run.result() for run in runs]
    together = {name: sum(figure[name] for figure in figures) for name in ("requests", "refused", "broken")}
    return together | {name: max(figure[name] for figure in figures) for name in ("duration", "p50", "p99", "max")}


def measure(case, servers, native, options, directory):
    """Warms up, measures, and counts what was written."""
    server = servers[0]

    def used_so_far():
        return sum(server.cpu() for server in servers)

    run_all(case, servers, options.connections, options.warmup, directory)
    before = asyncio.run(load.versions(server.port, native, case.writes)) if case.writes else 0
    used = used_so_far()
    figures = run_all(case, servers, options.connections, options.duration, directory)
    seconds = figures["duration"] / 1e6
    result = {
        "name": case.name, "requestsPerSecond": round(figures["requests"] / seconds), "p50ms": figures["p50"] / 1000,
        "p99ms": figures["p99"] / 1000, "maxms": figures["max"] / 1000, "requests": figures["requests"],
        "errors": figures["refused"] + figures["broken"], "cores": round((used_so_far() - used) / seconds, 2),
    }
    if case.writes:
        after = asyncio.run(load.versions(server.port, native, case.writes))
        # Requests under way when wrk ends are written without being counted, hence a little more than all.
        result["written"] = round((after - before) / max(1, figures["requests"]), 3)
    if case.aim:
        result["aim"] = case.aim
    return result


def run_round(number, servers, demo, loaded, options, directory):
    """Measures every case once; ratios are to the mean of the round's two health lines."""
    native = {"Authorization": f"Bearer {demo['tokens']['native']}"}
    results = []
    for case in cases(demo, loaded):
        if options.only and not case.script == "health" and not any(word in case.name for word in options.only):
            continue
        print(f"round {number}: {case.name}", file=sys.stderr, flush=True)
        results.append(measure(case, servers, native, options, directory))
    health = statistics.mean(result["requestsPerSecond"] for result in results if result["name"].startswith("health"))
    for result in results:
        result["ratio"] = round(result["requestsPerSecond"] / health, 3)
    return results


def median(rounds):
    """One line for each case: the median of its rounds, and all errors."""
    lines = []
    for same in zip(*rounds):
        line = dict(same[0])
        for name in line.keys() - {"name", "aim"}:
            line[name] = statistics.median(result[name] for result in same)
        line["errors"] = sum(result["errors"] for result in same)
        if "written" in line:
            line["written"] = min(result["written"] for result in same)
        lines.append(line)
    return lines


def table(lines):
    yield f"{'':24} {'requests/s':>10} {'p50 ms':>8} {'p99 ms':>8} {'× health':>9} {'aim':>5} {'cores':>6} {'written':>8} {'errors':>7}"
    for line in lines:
        aim = f"{line['aim']:.2f}" if "aim" in line else ""
        written = f"{line['written']:.0%}" if "written" in line else ""
        yield (
            f"{line['name']:24} {line['requestsPerSecond']:>10,.0f} {line['p50ms']:>8.2f} {line['p99ms']:>8.2f} {line['ratio']:>9.2f} "
            f"{aim:>5} {line['cores']:>6.2f} {written:>8} {line['errors']:>7,.0f}")


def file_system(directory):
    """The kind of file system that the database is on: a durable write costs what its fsync costs."""
    return subprocess.run(["stat", "-f", "-c", "%T", directory], capture_output=True, text=True).stdout.strip() or "unknown"


def parse():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--kith", required=True, help="the program, built in release mode")
    parser.add_argument(
        "--postgres", action="store_true",
        help="use the empty database that KITH_TEST_POSTGRES names (Scripts/with-postgres) instead of a SQLite file")
    parser.add_argument("--servers", type=int, default=1, help="processes that serve the one PostgreSQL database and share the load (1)")
    parser.add_argument("--duration", type=int, default=10, help="seconds for each line (10)")
    parser.add_argument("--warmup", type=int, default=2, help="seconds before each line that do not count (2)")
    parser.add_argument("--connections", type=int, default=32, help="open connections (32)")
    parser.add_argument("--records", type=int, default=10_000, help="contacts, custom entities and conversations, each (10000)")
    parser.add_argument("--rounds", type=int, default=1, help="how often everything is measured; the table has the medians (1)")
    parser.add_argument("--only", action="append", default=[], metavar="WORD", help="only lines whose name has this word, and health")
    parser.add_argument("--json", metavar="FILE", help="also write everything as JSON")
    return parser.parse_args()


def main():
    options = parse()
    kith = str(Path(options.kith).resolve())
    # Beside the program: on a real disk, where a temporary directory may be memory.
    directory = Path(tempfile.mkdtemp(prefix="bench-", dir=Path(options.kith).resolve().parent))
    try:
        database = os.environ["KITH_TEST_POSTGRES"] if options.postgres else f"sqlite:{directory}/kith.db"
        demo = make_demo(kith, database)
        version = subprocess.run([kith, "--version"], capture_output=True, text=True).stdout.strip()
        with contextlib.ExitStack() as stack:
            servers = [stack.enter_context(Server(kith, database, directory / f"log-{number}")) for number in range(options.servers)]
            server = servers[0]
            print(f"loading {options.records:,} contacts, custom entities and conversations", file=sys.stderr, flush=True)
            start = time.monotonic()
            native = {"Authorization": f"Bearer {demo['tokens']['native']}"}
            loaded = asyncio.run(load.load(server.port, native, options.records))
            loading = round(time.monotonic() - start, 1)
            rounds = [
                run_round(number, servers, demo, loaded, options, directory) for number in range(1, options.rounds + 1)
            ]
            memory, cpu = server.memory(), round(server.cpu(), 1)
        lines = median(rounds)
        size = 0.0 if options.postgres else round(sum(file.stat().st_size for file in directory.glob("kith.db*")) / (1 << 20), 1)
        system = {
            "kith": version, "system": f"{platform.system()} {platform.release()} {platform.machine()}", "cpus": os.cpu_count(),
            "database": f"PostgreSQL ({options.servers} server(s))" if options.postgres else "SQLite", "fileSystem": file_system(directory), "connections": options.connections, "duration": options.duration,
            "records": options.records, "rounds": options.rounds,
        }
        print(
            f"\nKith {version} on {system['system']}, {system['cpus']} CPUs shared with wrk, {system['database']} on {system['fileSystem']}\n"
            f"wrk: 1 thread, {options.connections} connections, {options.duration} s a line, {options.rounds} round(s); "
            f"{options.records:,} records of each kind\n")
        print("\n".join(table(lines)))
        print(
            f"\nloading: {3 * options.records + 128:,} records one by one in {loading} s   "
            f"memory: {memory['VmRSS']} MiB resident, {memory['VmHWM']} MiB at most   processor: {cpu} s   database: {size} MiB")
        if options.json:
            figures = {"setting": system, "lines": lines, "rounds": rounds, "loadingSeconds": loading, "memoryMiB": memory, "cpuSeconds": cpu, "databaseMiB": size}
            Path(options.json).write_text(json.dumps(figures, indent=2) + "\n")
    finally:
        shutil.rmtree(directory, ignore_errors=True)
    if broken := [line["name"] for line in lines if line["errors"]]:
        sys.exit("refused or broken requests in: " + ", ".join(broken))
    if idle := [line["name"] for line in lines if line.get("written", 1) < 0.99]:
        sys.exit("updates that wrote nothing in: " + ", ".join(idle))


if __name__ == "__main__":
    main()
