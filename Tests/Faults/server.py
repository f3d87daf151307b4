"""`kith serve` as a process that is started, killed, stopped and timed."""

import os
import re
import signal
import subprocess
import time
from collections.abc import Sequence
from pathlib import Path

from client import Client, Unanswered, Unsent
from store import Database
from workplace import Workplace, clean_environment, kill_all

# A recovery must be over within this time (seconds); a start that takes this long has failed.
START_LIMIT = 30.0
# The state of a listening socket in /proc/net/tcp.
LISTENING = "0A"


class StartFailed(Exception):
    """The server ended, or never listened."""


class Server:
    """One server process at a time over a database."""

    def __init__(self, workplace: Workplace, kith: Path, database: Database, arguments: Sequence[str] = ()) -> None:
        self.database = database
        self.log = workplace.directory("server") / "log"
        self.port = 0
        self._workplace = workplace
        self._command = [kith, "serve", "--host", "127.0.0.1", "--port", "0", "--database", database.address, *arguments]
        self._process: subprocess.Popen[bytes] | None = None

    def start(self, wrapper: Sequence[str | Path] = ()) -> float:
        """Starts the process, below the command `wrapper` if there is one, and waits until it is ready. Returns the seconds that took."""
        self.launch(wrapper)
        return self.wait_until_ready()

    def launch(self, wrapper: Sequence[str | Path] = ()) -> None:
        """Starts the process without waiting for anything."""
        self._logged = self.log.stat().st_size if self.log.exists() else 0
        self._launched = time.monotonic()
        self._process = self._workplace.start([*wrapper, *self._command], self.log, self.database.environment)

    def wait_until_ready(self) -> float:
        """Seconds from the launch until /health/ready said 200."""
        while time.monotonic() - self._launched < START_LIMIT:
            if self.process.poll() is not None:
                raise StartFailed(f"kith serve ended with {self.process.returncode}: {self.said.strip()[-500:]}")
            if match := re.search(r"listens on http://[^ ]*:(\d+)", self.said):
                self.port = int(match[1])
                if self.is_ready():
                    return time.monotonic() - self._launched
            time.sleep(0.002)
        raise StartFailed(f"kith serve was not ready after {START_LIMIT:.0f} s: {self.said.strip()[-500:]}")

    def wait_until_over_or_ready(self) -> None:
        """Waits until the process has ended or serves."""
        while self.is_running and "listens on" not in self.said:
            if time.monotonic() - self._launched > START_LIMIT:
                raise StartFailed(f"kith serve neither served nor ended within {START_LIMIT:.0f} s")
            time.sleep(0.005)

    @property
    def process(self) -> subprocess.Popen[bytes]:
        assert self._process is not None, "the server was never started"
        return self._process

    @property
    def pid(self) -> int:
        """The id of the server itself, which a wrapper may be the parent of."""
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text().split()
        return int(children[0]) if children else self.process.pid

    @property
    def said(self) -> str:
        """The log since the last start."""
        return self.log.read_bytes()[self._logged:].decode(errors="replace")

    @property
    def open_connections(self) -> int:
        """Connections of clients that the process has open."""
        rows = [line.split() for line in Path("/proc/net/tcp").read_text().splitlines()[1:]]
        ours = {row[9] for row in rows if int(row[1].rpartition(":")[2], 16) == self.port and row[3] != LISTENING}
        files = Path(f"/proc/{self.pid}/fd")
        links = []
        for name in os.listdir(files):
            try:
                links.append(os.readlink(files / name))
            except FileNotFoundError:
                pass  # Closed since.
        return sum(link.removeprefix("socket:[").removesuffix("]") in ours for link in links)

    @property
    def most_memory(self) -> int:
        """The most resident memory that the process has had, in bytes."""
        status = Path(f"/proc/{self.pid}/status").read_text()
        match = re.search(r"VmHWM:\s+(\d+) kB", status)
        assert match
        return int(match[1]) << 10

    @property
    def is_running(self) -> bool:
        return self.process.poll() is None

    def client(self, token: str = "", timeout: float = 30) -> Client:
        return Client(self.port, token, timeout)

    def is_ready(self) -> bool:
        """Whether /health/ready says 200 now."""
        return self._health("ready") == 200

    def is_live(self) -> bool:
        return self._health("live") == 200

    def kill(self) -> None:
        """SIGKILL for the server and whatever wraps it."""
        kill_all(self.process)

    def stop(self, limit: float = 35) -> int | None:
        """SIGTERM; the exit status, or None (and SIGKILL) when the process takes longer than `limit` seconds."""
        if self.is_running:
            os.kill(self.pid, signal.SIGTERM)
        try:
            return self.process.wait(timeout=limit)
        except subprocess.TimeoutExpired:
            self.kill()
            return None

    def _health(self, page: str) -> int:
        client = self.client(timeout=5)
        try:
            return client.get(f"/health/{page}").status
        except (Unsent, Unanswered):
            return 0
        finally:
            client.close()


def run_kith(kith: Path, *arguments: str, database: Database) -> subprocess.CompletedProcess[str]:
    """Runs one of the other commands to its end."""
    return subprocess.run(
        [str(kith), *arguments, "--database", database.address], capture_output=True, text=True, timeout=60,
        env=clean_environment(database.environment), check=False)
