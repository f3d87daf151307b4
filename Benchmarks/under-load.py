#!/usr/bin/env python3
"""under-load: what a Kith server does beside 2,000 idle connections, and with five times as many callers as it serves best.

It makes a database with the demo organisation and some contacts, starts `kith serve` on it, and sends updates and reads with wrk over 64
connections, alone and beside the idle ones: p99 is to stay within 4 × p50. Then 320 connections update while one caller at a time asks
for a record: what is taken on is to be answered within a second, and everything two seconds after the rush.
"""

import argparse
import contextlib
import http.client
import json
import os
import re
import resource
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
CONNECTIONS, TIMES = 64, 5
AIM_SPREAD, AIM_ACCEPTED, AIM_NORMAL = 4.0, 1.0, 2.0


class Server:
    """`kith serve` over a new database on a free port."""

    def __init__(self, kith, directory, *arguments):
        environment = {name: value for name, value in os.environ.items() if not name.startswith("KITH_")}
        database = f"sqlite:{directory}/kith.db"
        demo = subprocess.run([kith, "demo", "--json", "--database", database], check=True, stdout=subprocess.PIPE, env=environment)
        self.token = json.loads(demo.stdout)["tokens"]["native"]
        log = directory / "log"
        with open(log, "wb") as output:
            self.process = subprocess.Popen(
                [kith, "serve", "--port", "0", "--database", database, *arguments], stdout=output, stderr=output, env=environment)
        end = time.monotonic() + 30
        while not (match := re.search(r"listens on http://[^ ]*:(\d+)", log.read_text())):
            if self.process.poll() is not None or time.monotonic() > end:
                sys.exit(f"kith serve did not start:\n{log.read_text()}")
            time.sleep(0.01)
        self.port = int(match[1])

    def memory(self):
        """Resident bytes."""
        return int(re.search(r"VmRSS:\s+(\d+) kB", Path(f"/proc/{self.process.pid}/status").read_text())[1]) << 10

    def ask(self, connection, method, target, body=None):
        """Status and JSON of an answer, and the seconds that it took."""
        began = time.monotonic()
        headers = {"Authorization": f"Bearer {self.token}", "Content-Type": "application/json"}
        connection.request(method, target, None if body is None else json.dumps(body), headers)
        answer = connection.getresponse()
        text = answer.read()
        return answer.status, json.loads(text or b"null"), time.monotonic() - began

    def connect(self):
        return http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(timeout=60)


def fill(server, count, file):
    """Makes contacts, and a file of their ids."""
    connection = server.connect()
    ids = [server.ask(connection, "POST", "/v1/contact", {"fields": {"firstName": f"Person {n}"}})[1]["id"] for n in range(count)]
    file.write_text("".join(f"{id}\n" for id in ids))
    return ids


def load(server, method, ids, connections, seconds):
    """One run of wrk; its figures."""
    run = subprocess.run(
        [
            "wrk", "--threads", "1", "--connections", str(connections), "--duration", f"{seconds}s", "--script",
            HERE / "wrk" / "under-load.lua", f"http://127.0.0.1:{server.port}", "--", method, server.token, ids,
        ],
        capture_output=True, text=True, check=False)
    figures = re.search(r"^KITH (.*)$", run.stdout, re.MULTILINE)
    if not figures:
        sys.exit(f"wrk failed:\n{run.stdout}{run.stderr}")
    return json.loads(figures[1])


@contextlib.contextmanager
def idle(server, count):
    """Connections that have asked once and say nothing more."""
    sockets = []
    for _ in range(count):
        each = socket.create_connection(("127.0.0.1", server.port), timeout=30)
        each.sendall(b"GET /health/live HTTP/1.1\r\nHost: x\r\n\r\n")
        sockets.append(each)
    for each in sockets:
        each.recv(4096)
    yield
    for each in sockets:
        each.close()


def line(name, figures):
    ratio = figures["p99"] / max(1, figures["p50"])
    print(
        f"{name:28} {figures['requests'] / figures['duration'] * 1e6:>9,.0f}/s   p50 {figures['p50'] / 1000:7.2f} ms   "
        f"p99 {figures['p99'] / 1000:7.2f} ms   ratio {ratio:5.1f}   refused {figures['refused']:,}   broken {figures['broken']:,}", flush=True)
    return ratio


def overload(server, file, ids, seconds):
    """The rush, and what a caller beside it sees. Returns the breaches."""
    answers, stop, connection = [], threading.Event(), server.connect()

    def probe():
        while not stop.wait(0.005):
            answers.append(server.ask(connection, "PATCH", f"/v1/contact/{ids[0]}", {"fields": {"comment": f"{len(answers)}"}}))

    thread = threading.Thread(target=probe)
    thread.start()
    figures = load(server, "PATCH", file, CONNECTIONS * TIMES, seconds)
    stop.set()
    thread.join()
    over, row = time.monotonic(), 0
    while row < 100 and time.monotonic() - over < 30:
        row = row + 1 if server.ask(connection, "GET", f"/v1/contact/{ids[0]}")[0] == 200 else 0
    normal = time.monotonic() - over
    line(f"update, {CONNECTIONS * TIMES} connections", figures)
    accepted = sorted(seconds for status, _, seconds in answers if status == 200)
    refused = sorted(seconds for status, _, seconds in answers if status in (429, 503))
    p99 = accepted[len(accepted) * 99 // 100] if accepted else float("inf")
    goodput = (figures["requests"] - figures["refused"]) / figures["duration"] * 1e6
    print(
        f"  taken on {goodput:,.0f}/s; beside it {len(accepted):,} answered, p99 {p99 * 1000:.1f} ms; {len(refused):,} refused, "
        f"longest {max(refused, default=0) * 1000:.1f} ms; normal again after {normal:.2f} s")
    others = {status for status, *_ in answers} - {200, 429, 503}
    return [what for what, wrong in [
        (f"p99 of what was taken on is over {AIM_ACCEPTED:g} s", p99 > AIM_ACCEPTED), (f"not normal after {AIM_NORMAL:g} s", normal > AIM_NORMAL),
        (f"answers with {sorted(others)}", others), ("broken connections", figures["broken"]),
    ] if wrong]


def parse():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--kith", required=True, help="the program, built in release mode")
    parser.add_argument("--duration", type=int, default=10, help="seconds for each line (10)")
    parser.add_argument("--idle", type=int, default=2000, help="idle connections (2000)")
    parser.add_argument("--records", type=int, default=2000, help="contacts (2000)")
    return parser.parse_args()


def main():
    options = parse()
    kith = str(Path(options.kith).resolve())
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(max(soft, options.idle + 512), hard), hard))
    # Beside the program: on a real disk, where a temporary directory may be memory.
    directory = Path(tempfile.mkdtemp(prefix="under-load-", dir=Path(kith).parent))
    missed = []
    try:
        server = Server(kith, directory, "--idle-seconds", "3600")
        file = directory / "ids"
        ids = fill(server, options.records, file)
        print(f"load average {os.getloadavg()[0]:.1f} on {os.cpu_count()} CPUs, shared with wrk")
        for name, method in [("update", "PATCH"), ("read", "GET")]:
            load(server, method, file, CONNECTIONS, 2)
            line(f"{name}, alone", load(server, method, file, CONNECTIONS, options.duration))
        before = server.memory()
        with idle(server, options.idle):
            each = (server.memory() - before) / options.idle
            print(f"{options.idle:,} idle connections: {each / 1024:.1f} KiB each, {server.memory() / (1 << 20):.1f} MiB resident")
            for name, method in [("update", "PATCH"), ("read", "GET")]:
                if line(f"{name}, beside the idle", load(server, method, file, CONNECTIONS, options.duration)) > AIM_SPREAD:
                    missed.append(f"{name}: p99 is over {AIM_SPREAD:g} × p50")
        missed += overload(server, file, ids, options.duration)
        print(f"{server.memory() / (1 << 20):.1f} MiB resident at the end")
        if (status := server.stop()) != 0:
            missed.append(f"kith serve ended with {status}")
    finally:
        shutil.rmtree(directory, ignore_errors=True)
    if missed:
        sys.exit("missed: " + "; ".join(missed))


if __name__ == "__main__":
    main()
