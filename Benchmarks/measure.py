"""measure: runs one case against a server with wrk, and counts what was written."""

import concurrent.futures
import http.client
import json
import random
import re
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from load import HERE, lua_environment


def run_wrk(case, data, port, directory, connections, seconds):
    """One run of wrk: its requests, duration, latencies and errors as wrk/report.lua names them."""
    directory = Path(tempfile.mkdtemp(dir=directory))
    command = ["wrk", "--threads", "1", "--connections", str(connections), "--duration", f"{seconds}s", "--script"]
    if case.name.startswith("health"):
        command += [str(HERE / "wrk/health.lua"), f"http://127.0.0.1:{port}{case.before}"]
    else:
        headers, bodies, nothing = directory / "headers", directory / "bodies", directory / "nothing"
        headers.write_text("".join(f"{name}: {value}\n" for name, value in case.headers.items()))
        bodies.write_text("".join(body + "\n" for body in case.bodies))
        nothing.write_text("\n")
        targets = data.list(case.targets) if case.targets else nothing
        command += [
            str(HERE / "wrk/case.lua"), f"http://127.0.0.1:{port}/", "--", case.method, case.before, case.after, str(headers), str(targets),
            str(bodies), str(random.getrandbits(31))]
    start = time.monotonic()
    run = subprocess.run(command, capture_output=True, text=True, env=lua_environment())
    elapsed = (time.monotonic() - start) * 1e6
    figures = re.search(r"^KITH (.*)$", run.stdout, re.MULTILINE)
    if run.returncode != 0 or not figures:
        sys.exit(f"wrk failed on {case.name}:\n{run.stdout}{run.stderr}")
    figures = json.loads(figures[1])
    # wrk reads the clock of the day, which may be set meanwhile.
    return figures | {"duration": max(seconds * 1e6, min(figures["duration"], elapsed))}


def run_all(case, data, servers, directory, connections, seconds):
    """One run of wrk against each server at the same time, the connections shared out; their figures together."""
    with concurrent.futures.ThreadPoolExecutor() as pool:
        runs = [pool.submit(run_wrk, case, data, server.port, directory, connections // len(servers), seconds) for server in servers]
        figures = [run.result() for run in runs]
    together = {name: sum(figure[name] for figure in figures) for name in ("requests", "refused", "broken")}
    return together | {name: max(figure[name] for figure in figures) for name in ("duration", "p50", "p99", "max")}


def changes(data, server):
    """The number of the organisation's next change, made to have it: every change takes the next, without a gap."""
    connection = http.client.HTTPConnection("127.0.0.1", server.port)

    def send(method, target, body=None):
        connection.request(method, target, body and json.dumps(body), {**data.native(), "Content-Type": "application/json"})
        answer = connection.getresponse()
        content = answer.read()
        if answer.status not in (200, 201):
            sys.exit(f"{method} {target}: {answer.status} {content.decode(errors='replace')[:500]}")
        return json.loads(content)

    made = send("POST", "/v1/inbox", {"fields": {"name": "Counted"}})
    sequence = send("GET", f"/v1/inbox/{made['id']}/history?limit=1")["changes"][0]["sequence"]
    connection.close()
    return sequence


def measure(case, data, servers, directory, options, count=changes):
    """Warms up, measures, and sees what was written by the count of changes before and after."""
    def used_so_far():
        return sum(server.cpu() for server in servers)

    if options.warmup:
        run_all(case, data, servers, directory, options.connections, options.warmup)
    before = count(data, servers[0]) if case.writes else 0
    used = used_so_far()
    figures = run_all(case, data, servers, directory, options.connections, options.duration)
    used = used_so_far() - used
    seconds, requests = figures["duration"] / 1e6, max(1, figures["requests"])
    result = {
        "name": case.name, "requestsPerSecond": round(figures["requests"] / seconds), "p50ms": figures["p50"] / 1000,
        "p99ms": figures["p99"] / 1000, "maxms": figures["max"] / 1000, "requests": figures["requests"],
        "errors": figures["refused"] + figures["broken"], "cpuMicroseconds": round(used / requests * 1e6, 1),
    }
    if case.writes:
        # Requests under way when wrk ends are written without being counted, hence a little more than all.
        result["written"] = round((count(data, servers[0]) - before) / requests, 3)
    if case.aim:
        result["aim"] = case.aim
    return result


def median(rounds):
    """One line for each case: the median of its rounds, all errors, the least that was written."""
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


def check(lines):
    """Ends with 1 when a request was refused or broken, or an update wrote nothing."""
    if broken := [line["name"] for line in lines if line["errors"]]:
        sys.exit("refused or broken requests in: " + ", ".join(broken))
    if idle := [line["name"] for line in lines if line.get("written", 1) < 0.99]:
        sys.exit("writes that wrote nothing in: " + ", ".join(idle))
