"""What processes there are, as Linux tells."""

from __future__ import annotations

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
