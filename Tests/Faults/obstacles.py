"""What a machine may not let us do, so that a fault cannot be made to happen on it."""

import os
import subprocess
from functools import cache

# The faults that make system calls fail or kill at one of them, and the one that needs a disk of its own.
TRACED = {"migration", "sync", "lost", "failing"}
MOUNTED = {"full"}


def obstacle(fault: str) -> str | None:
    """Why the fault cannot be made to happen here; None where it can."""
    if fault in TRACED and not can_trace():
        return "this machine does not let a process be traced"
    if fault in MOUNTED and not can_mount():
        return "this machine does not let a file system be mounted"
    return None


@cache
def can_trace() -> bool:
    return subprocess.run(["strace", "-f", "-o", "/dev/null", "true"], capture_output=True).returncode == 0


@cache
def can_mount() -> bool:
    return os.getuid() == 0 and subprocess.run(["unshare", "--mount", "mount", "-t", "tmpfs", "none", "/mnt"], capture_output=True).returncode == 0
