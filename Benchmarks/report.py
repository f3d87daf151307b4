"""report: what is said about the machine, and how a section of RESULTS.md is put in its place."""

import datetime
import os
import platform
import re
import subprocess
from pathlib import Path

HERE = Path(__file__).resolve().parent


def machine(directory):
    """The machine in one line: what a durable write costs depends on the file system of `directory`."""
    kind = subprocess.run(["stat", "-f", "-c", "%T", directory], capture_output=True, text=True).stdout.strip() or "unknown"
    return f"{processor()}, {os.cpu_count()} cores shared with the load, {platform.system()} {platform.release()}, {kind}"


def processor():
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
        return next(line.split(":")[1].strip() for line in lines if line.startswith("model name"))
    except (OSError, StopIteration):
        return platform.machine()


def commit():
    """The commit that the working tree is at, with a plus when files differ from it."""
    def git(*words):
        return subprocess.run(["git", "-C", HERE, *words], capture_output=True, text=True).stdout.strip()

    return (git("rev-parse", "--short", "HEAD") or "unknown") + ("+" if git("status", "--porcelain", "--untracked-files=no") else "")


def publish(path, title, command, text, load):
    """Replaces the section `title` of a Markdown file, or appends it: the command, the day, the commit, and what was printed."""
    section = (
        f"## {title}\n\n`{command}`, {datetime.date.today()}, commit {commit()}, load average {load:.1f} before the run.\n\n"
        f"```\n{text.strip()}\n```\n")
    path = Path(path)
    old = path.read_text() if path.exists() else "# Results\n"
    place = re.compile(rf"^## {re.escape(title)}\n.*?(?=^## |\Z)", re.MULTILINE | re.DOTALL)
    new = place.sub(lambda _: section + "\n", old) if place.search(old) else old.rstrip("\n") + "\n\n" + section
    path.write_text(new.rstrip("\n") + "\n")
