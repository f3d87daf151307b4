"""PostgreSQL servers of the run's own: started, stopped, killed, frozen, and followed by a standby."""

import os
import pwd
import shutil
import signal
import socket
import subprocess
import time
from pathlib import Path

from workplace import Workplace, clean_environment

SUPERUSER = "keeper"
STANDBY = "standby"
SETTINGS = {
    "listen_addresses": "127.0.0.1",
    "max_connections": "200",
    "fsync": "on",
    "synchronous_commit": "on",
    "wal_level": "replica",
    "hot_standby": "on",
    "autovacuum": "on",
    # So small that checkpoints happen during a run.
    "max_wal_size": "64MB",
    "log_checkpoints": "off",
}
RULES = f"""
local all {SUPERUSER} trust
host all {SUPERUSER} 127.0.0.1/32 trust
host replication {SUPERUSER} 127.0.0.1/32 trust
host all all 127.0.0.1/32 scram-sha-256
"""


def programs() -> Path:
    """The directory with `postgres` and `initdb`: Debian keeps them off the PATH. The newest version counts."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: float(path.parts[-3]))
    if found:
        return found[-1].parent
    if path := shutil.which("initdb"):
        return Path(path).resolve().parent
    raise AssertionError("PostgreSQL is not installed: Scripts/install-missing faults")


def unprivileged_user() -> int | None:
    """Whom PostgreSQL runs as: it refuses to be root. None when this process is not."""
    if os.getuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name).pw_uid
        except KeyError:
            continue
    raise AssertionError("there is neither a user postgres nor a user nobody")


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


class Cluster:
    """One PostgreSQL server with its data directory and its port."""

    def __init__(self, workplace: Workplace, label: str, port: int | None = None) -> None:
        self.port = port or free_port()
        self.directory = workplace.directory(f"postgres-{label}")
        self.data = self.directory / "data"
        self.log = self.directory / "log"
        self._workplace = workplace
        self._user = unprivileged_user()
        self._process: subprocess.Popen[bytes] | None = None
        if self._user is not None:
            os.chown(self.directory, self._user, self._user)
        workplace.at_end(self.kill)

    # Making

    def create(self) -> "Cluster":
        """Makes the data directory. The superuser is trusted, everybody else needs a password."""
        self._run("initdb", "--pgdata", self.data, "--username", SUPERUSER, "--no-sync")
        self._settings({**SETTINGS, "port": str(self.port), "unix_socket_directories": str(self.directory)})
        (self.data / "pg_hba.conf").write_text(RULES)
        return self

    def follow(self, primary: "Cluster") -> "Cluster":
        """Copies a running primary and becomes its synchronous standby."""
        source = f"host=127.0.0.1 port={primary.port} user={SUPERUSER} application_name={STANDBY}"
        options = ["--write-recovery-conf", "--wal-method", "stream", "--checkpoint", "fast"]
        self._run("pg_basebackup", "--pgdata", self.data, "--dbname", source, *options)
        self._settings({"port": str(self.port), "unix_socket_directories": str(self.directory), "synchronous_standby_names": ""})
        self.start()
        primary.sql(f"ALTER SYSTEM SET synchronous_standby_names = '{STANDBY}'")
        primary.sql("SELECT pg_reload_conf()")
        primary.wait_for("SELECT count(*) FROM pg_stat_replication WHERE sync_state = 'sync'", "1")
        return self

    # Running

    def start(self) -> None:
        """Starts the server and waits until it takes connections, also read-only ones."""
        self.launch()
        self.wait_for("SELECT 1", "1")

    def launch(self) -> None:
        """Starts the server without waiting."""
        self._process = self._workplace.start([programs() / "postgres", "-D", self.data], self.log, user=self._user)

    def stop(self, mode: str) -> None:
        """Stops the server as `pg_ctl stop --mode` does: fast, or immediate, which leaves recovery to the next start."""
        assert self._process is not None
        os.kill(self._process.pid, {"fast": signal.SIGINT, "immediate": signal.SIGQUIT}[mode])
        self._process.wait(timeout=60)

    def kill(self) -> None:
        """SIGKILL for every process of the server at once, as when the machine is lost."""
        self._signal(signal.SIGKILL)
        if self._process is not None:
            self._process.wait()

    def freeze(self) -> None:
        """Every process of the server stands still; connections stay open and say nothing."""
        self._signal(signal.SIGSTOP)

    def thaw(self) -> None:
        self._signal(signal.SIGCONT)

    def promote(self) -> None:
        """Makes a standby the primary."""
        self.sql("SELECT pg_promote(true, 30)")

    def processes(self) -> list[int]:
        """The server's first process and all its children."""
        if self._process is None or self._process.poll() is not None:
            return []
        children = Path(f"/proc/{self._process.pid}/task/{self._process.pid}/children").read_text().split()
        return [self._process.pid, *map(int, children)]

    # Asking

    def sql(self, text: str, database: str = "postgres") -> str:
        """Runs SQL as the superuser. The answer: rows as lines, columns with | between."""
        place = ["-h", self.directory, "-p", str(self.port), "-U", SUPERUSER, "-d", database]
        return self._run("psql", "-X", "-A", "-t", "-q", "-v", "ON_ERROR_STOP=1", *place, "-c", text).strip()

    def dump(self, database: str) -> str:
        """The definitions of a database's tables, as SQL."""
        text = self._run("pg_dump", "--schema-only", "-h", self.directory, "-p", str(self.port), "-U", SUPERUSER, database)
        # Newer versions draw a key for each dump.
        return "\n".join(line for line in text.splitlines() if not line.startswith(("--", "\\restrict", "\\unrestrict")))

    def rows(self, text: str, database: str) -> list[list[str]]:
        return [line.split("|") for line in self.sql(text, database).splitlines()]

    def wait_for(self, text: str, answer: str, database: str = "postgres", limit: float = 60) -> None:
        """Waits until a query has this answer."""
        deadline = time.monotonic() + limit
        while True:
            try:
                if self.sql(text, database) == answer:
                    return
            except subprocess.CalledProcessError:
                pass
            if time.monotonic() > deadline or self._process is not None and self._process.poll() is not None:
                raise AssertionError(f"PostgreSQL did not come to answer {answer!r} to {text}: {self.log.read_text()[-1000:]}")
            time.sleep(0.05)

    def _signal(self, number: signal.Signals) -> None:
        for process in self.processes():
            try:
                os.kill(process, number)
            except ProcessLookupError:
                continue

    def _settings(self, settings: dict[str, str]) -> None:
        with open(self.data / "postgresql.conf", "a") as file:
            file.writelines(f"{name} = '{value}'\n" for name, value in settings.items())

    def _run(self, program: str, *arguments: str | Path) -> str:
        result = subprocess.run(
            [programs() / program, *arguments], capture_output=True, text=True, user=self._user, group=self._user,
            extra_groups=[] if self._user is not None else None, env=clean_environment(), timeout=120, check=False)
        if result.returncode != 0:
            raise subprocess.CalledProcessError(result.returncode, program, result.stdout, result.stderr)
        return result.stdout
