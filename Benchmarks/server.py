"""server: the `kith serve` that is measured, and the demo organisation in its database."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

TICKS = os.sysconf("SC_CLK_TCK")


class Process:
    """A server on a free port of this machine, until the end of the `with`. It must end as `endings` says when it is asked to."""

    # What the end may look like to us.
    endings = (0,)

    def __init__(self, command, log, environment=None, name="kith serve"):
        self.command, self.log, self.environment, self.name = command, Path(log), environment, name

    def __enter__(self):
        self.port = free_port()
        with open(self.log, "wb") as log:
            self.started = time.monotonic()
            self.process = subprocess.Popen(
                [part.replace("{port}", str(self.port)) for part in map(str, self.command)],
                stdin=subprocess.DEVNULL, stdout=log, stderr=log, env=self.environment or without_settings())
        deadline = time.monotonic() + 120
        while time.monotonic() < deadline and self.process.poll() is None:
            try:
                socket.create_connection(("127.0.0.1", self.port)).close()
                return self
            except OSError:
                time.sleep(0.002)
        self.process.kill()
        sys.exit(f"{self.name} did not start:\n{self.log.read_text()}")

    def __exit__(self, *_):
        if self.process.poll() is not None:
            sys.exit(f"{self.name} ended by itself with {self.process.returncode}:\n{self.log.read_text()[-2000:]}")
        self.process.send_signal(signal.SIGTERM)
        try:
            status = self.process.wait(timeout=60)
        except subprocess.TimeoutExpired:
            self.process.kill()
            sys.exit(f"{self.name} did not stop within 60 seconds")
        if status not in self.endings:
            sys.exit(f"{self.name} ended with {status}:\n{self.log.read_text()[-2000:]}")

    def memory(self):
        """Resident memory now and at its highest, in MiB, by the names that Linux gives them."""
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        return {name: round(int(re.search(rf"{name}:\s+(\d+) kB", status)[1]) / 1024, 1) for name in ("VmRSS", "VmHWM")}

    def cpu(self):
        """Seconds of processor time used so far, the kernel's on the server's behalf included."""
        stat = Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(stat[11]) + int(stat[12])) / TICKS


class Server(Process):
    """`kith serve` on a database; `wrapper` is what it runs under."""

    def __init__(self, kith, database, log, wrapper=(), environment=None):
        options = ["serve", "--host", "127.0.0.1", "--port", "{port}", "--database", database]
        super().__init__([*wrapper, kith, *options], log, environment)


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def without_settings():
    """The environment without settings for a server that the caller may have."""
    return {name: value for name, value in os.environ.items() if not name.startswith("KITH_")}


def make_demo(kith, database):
    """The demo organisation in the database: its id, requests and tokens."""
    demo = subprocess.run(
        [kith, "demo", "--json", "--database", database], check=True, stdout=subprocess.PIPE, env=without_settings()).stdout
    return json.loads(demo)


def version(kith):
    return subprocess.run([kith, "--version"], capture_output=True, text=True).stdout.strip()
