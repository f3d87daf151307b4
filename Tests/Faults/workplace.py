"""Where a run keeps its files and processes, so that nothing is left of them whatever ends it."""

import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path


class Workplace:
    """A temporary directory with the processes and mounts that belong to it. The end of the `with` kills, unmounts and removes all."""

    def __init__(self, parent: Path | None = None, keep: bool = False) -> None:
        self.root = Path(tempfile.mkdtemp(prefix="kith-faults-", dir=parent)).resolve()
        # Other users must reach what is theirs in it: PostgreSQL refuses to run as root.
        self.root.chmod(0o755)
        self._keep = keep
        self._processes: list[subprocess.Popen[bytes]] = []
        self._mounts: list[Path] = []
        self._endings: list[Callable[[], None]] = []
        self._count = 0

    def __enter__(self) -> "Workplace":
        return self

    def __exit__(self, *_: object) -> None:
        for ending in reversed(self._endings):
            ending()
        for process in self._processes:
            kill_all(process)
        for mount in reversed(self._mounts):
            subprocess.run(["umount", "--lazy", mount], check=False, stderr=subprocess.DEVNULL)
        if not self._keep:
            shutil.rmtree(self.root, ignore_errors=True)

    def directory(self, label: str) -> Path:
        """A new empty directory."""
        self._count += 1
        path = self.root / f"{self._count:04}-{label}"
        path.mkdir()
        return path

    def remove(self, directory: Path) -> None:
        """Takes a directory away before the end: long runs would fill the disk otherwise."""
        if not self._keep:
            shutil.rmtree(directory, ignore_errors=True)

    def start(
        self, arguments: Sequence[str | Path], log: Path, environment: Mapping[str, str] | None = None, user: int | None = None
    ) -> subprocess.Popen[bytes]:
        """Starts a process in a session of its own, with output and errors appended to `log`."""
        with open(log, "ab") as output:
            process = subprocess.Popen(
                [str(argument) for argument in arguments], stdin=subprocess.DEVNULL, stdout=output, stderr=output, user=user, group=user,
                extra_groups=[] if user is not None else None, env=clean_environment(environment), start_new_session=True)
        self._processes = [known for known in self._processes if known.poll() is None] + [process]
        return process

    def at_end(self, ending: Callable[[], None]) -> None:
        """Has something done first of all when the run ends."""
        self._endings.append(ending)

    def mount_memory(self, label: str, size: int) -> Path:
        """A file system of `size` bytes in memory. Only root may mount one."""
        path = self.directory(label)
        mounted = subprocess.run(
            ["mount", "-t", "tmpfs", "-o", f"size={size}", "kith-faults", path], capture_output=True, text=True, check=False)
        if mounted.returncode != 0:
            raise AssertionError(f"a small file system cannot be mounted, which takes root: {mounted.stderr.strip()}")
        self._mounts.append(path)
        return path


def clean_environment(more: Mapping[str, str] | None = None) -> dict[str, str]:
    """The environment without settings for a server that the caller may have.

    Swift's crash reporter is off: it holds a dying process for a long time.
    """
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("KITH_", "PG"))}
    return {**kept, "SWIFT_BACKTRACE": "enable=no", **(more or {})}


def kill_all(process: subprocess.Popen[bytes]) -> None:
    """Kills a process with everything in its session's process group, and waits for it."""
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except ProcessLookupError:
        pass
    process.wait()
