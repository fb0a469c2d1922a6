"""What processes there are, as Linux tells."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path


def children_of(pid: int, *, ended: bool = False) -> set[int]:
    """Return the processes that a process has started; with those too that have `ended` and wait to be asked for."""
    found = set()
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            state, parent = path.read_text().rpartition(")")[2].split()[:2]
        except (FileNotFoundError, ProcessLookupError):
            continue
        if int(parent) == pid and (ended or state != "Z"):
            found.add(int(path.parent.name))
    return found


def lives(pid: int) -> bool:
    """Return whether a process is there and has not ended."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] not in "ZX"
    except (FileNotFoundError, ProcessLookupError):
        return False


def until(condition: Callable[[], bool], seconds: float = 10.0, said: Callable[[], str] = str) -> None:
    """Wait until a condition holds; where it takes too long, fails with what was `said` meanwhile."""
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, f"waited in vain\n{said()}"
        time.sleep(0.002)
