"""strace: what a server asked of the system, in order, and system calls that fail on demand."""

import os
import re
import signal
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from workplace import Workplace


def arguments(output: Path, calls: Sequence[str], injections: Sequence[str] = (), path: Path | None = None) -> list[str | Path]:
    """The command that traces `calls` of a process and its threads into `output`.

    With `path` only calls on that file count, for the trace and for the injections. An injection counts for each thread apart.
    """
    inject = [word for injection in injections for word in ("-e", f"inject={injection}")]
    only = ["-P", path] if path else []
    return ["strace", "-f", "-y", "-xx", "-s", "65536", "-o", output, "-e", "trace=" + ",".join(calls), *inject, *only]


class Attached:
    """strace on a running process, from the start of the `with` to its end or `detach`."""

    def __init__(self, workplace: Workplace, pid: int, calls: Sequence[str], injections: Sequence[str], path: Path | None = None) -> None:
        directory = workplace.directory("strace")
        self.output = directory / "trace"
        self._messages = directory / "messages"
        self._process = workplace.start([*arguments(self.output, calls, injections, path), "-p", str(pid)], self._messages)
        deadline = time.monotonic() + 10
        while f"Process {pid} attached" not in self._messages.read_text():
            if self._process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(f"strace did not attach: {self._messages.read_text()}")
            time.sleep(0.005)

    def __enter__(self) -> "Attached":
        return self

    def __exit__(self, *_: object) -> None:
        self.detach()

    @property
    def has_injected(self) -> bool:
        return self.output.exists() and b"(INJECTED)" in self.output.read_bytes()

    def detach(self) -> None:
        """Lets go of the process, which goes on undisturbed."""
        if self._process.poll() is None:
            os.kill(self._process.pid, signal.SIGTERM)
            self._process.wait(timeout=10)


@dataclass
class Call:
    """One system call that was carried out."""

    name: str
    # The file or socket that it is on, as the system names it; for calls on paths the first path.
    path: str
    # What was written, all pieces after one another.
    data: bytes
    # Numbers behind what was written or the file: for pwrite64 length and offset, for ftruncate the length.
    numbers: list[int]
    # The line on which strace saw it begin, and the one on which it had ended. strace holds a thread at both until it has written the
    # line before, so a call that ended on an earlier line had ended when one on a later line began.
    began: int
    ended: int
    succeeded: bool


BEGIN = re.compile(r"(\d+) +(\w+)\((.*)$")
RESUMED = re.compile(r"(\d+) +<\.\.\. (\w+) resumed>(.*)$")
UNFINISHED = re.compile(r" ?<unfinished \.\.\.>$")
STRING = re.compile(r'"((?:\\x[0-9a-f]{2})*)"')
FILE = re.compile(r"^\d+<([^>]*)>")
RESULT = re.compile(r"\) += (-?\d+|\?)(.*)$")


def calls(trace: Path) -> Iterator[Call]:
    """The calls of a trace in the order in which they ended."""
    open_calls: dict[str, tuple[int, str, str]] = {}
    with open(trace, encoding="ascii", errors="replace") as lines:
        for number, line in enumerate(lines):
            line = line.rstrip("\n")
            if match := RESUMED.match(line):
                thread, name, rest = match.groups()
                if thread not in open_calls:
                    continue
                began, _, start = open_calls.pop(thread)
                yield call(name, start + rest, began, number)
            elif match := BEGIN.match(line):
                thread, name, rest = match.groups()
                if UNFINISHED.search(rest):
                    open_calls[thread] = number, name, UNFINISHED.sub("", rest)
                else:
                    yield call(name, rest, number, number)


def after(first: Sequence[Call], second: Sequence[Call]) -> list[Call]:
    """The calls of a trace with the lines numbered as if it had been written behind another one."""
    lines = max(call.ended for call in first) + 1
    return [replace(call, began=call.began + lines, ended=call.ended + lines) for call in second]


def call(name: str, text: str, began: int, ended: int) -> Call:
    """A call out of its name and everything behind the opening bracket."""
    result = RESULT.search(text)
    succeeded = result is not None and not result[1].startswith(("-", "?")) and "(INJECTED)" not in result[2]
    strings = [bytes.fromhex(string.replace("\\x", "")) for string in STRING.findall(text)]
    file = FILE.match(text)
    path = unescape(file[1]) if file else strings[0].decode(errors="replace") if strings else ""
    # Strings are taken out first: no number in them counts.
    tail = STRING.sub("", text[: result.start() if result else len(text)])
    numbers = [int(number) for number in re.findall(r"(?<=, )\d+", tail)]
    return Call(name, path, b"".join(strings) if file else b"", numbers, began, ended, succeeded)


def unescape(path: str) -> str:
    return bytes.fromhex(path.replace("\\x", "")).decode(errors="replace") if path.startswith("\\x") else path
