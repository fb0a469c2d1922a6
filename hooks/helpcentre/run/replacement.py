"""Replacing many files as one step: a killed command leaves the old tree, or one that the next command completes.

While it works, a journal stands in the tree: a hidden file with what is to be done. First every new content is
written beside its place, under a hidden name; until the journal says that all are there, recovery takes them away
again. From then on recovery goes forward: each file takes its place, what has no place any more is removed, and the
journal goes last.
"""

from __future__ import annotations

import contextlib
import fcntl
import json
import os
import shutil
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import Any

JOURNAL = ".helpcentre-changes.json"


class ReplacementBusyError(OSError):
    """Another process is changing the same tree."""


@contextlib.contextmanager
def _alone(root: Path) -> Iterator[None]:
    descriptor = os.open(root, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        os.close(descriptor)
        raise ReplacementBusyError(f"another command is changing {root} now: wait until it ends") from error
    try:
        yield
    finally:
        os.close(descriptor)


def replace_files(
    root: Path, contents: Mapping[str, bytes], removed: Collection[str], modes: Mapping[str, str], label: str
) -> None:
    """Write and remove files below `root`, all or none; paths are relative to it, folders left empty go too.

    `modes` names, for a new path, the file whose permissions it takes. `label` is what `recover` returns should
    this be killed. An error on the way, such as a full disk, leaves the old tree.
    """
    with _alone(root):
        writes = {path: (Path(path).parent / f".{Path(path).name}.new").as_posix() for path in contents}
        folders = _missing_folders(root, contents)
        journal: dict[str, Any] = {
            "label": label,
            "ready": False,
            "writes": writes,
            "removed": sorted(removed),
            "folders": folders,
        }
        _write_journal(root, journal)
        try:
            for path, data in contents.items():
                temporary = root / writes[path]
                temporary.parent.mkdir(parents=True, exist_ok=True)
                temporary.write_bytes(data)
                if (like := root / modes.get(path, path)).exists():
                    shutil.copymode(like, temporary)
            journal["ready"] = True
            _write_journal(root, journal)
        except OSError:
            journal["ready"] = False
            _undo(root, journal)
            raise
        _complete(root, journal)


def recover(root: Path) -> str:
    """Finish or undo what a killed command left; return its label if it is finished now, else an empty text."""
    if not (root / JOURNAL).is_file():
        return ""
    with _alone(root):
        try:
            journal = json.loads((root / JOURNAL).read_text(encoding="utf-8"))
        except FileNotFoundError:
            return ""
        if journal["ready"]:
            _complete(root, journal)
            return str(journal["label"])
        _undo(root, journal)
        return ""


def _missing_folders(root: Path, contents: Collection[str]) -> list[str]:
    missing: set[str] = set()
    for path in contents:
        parent = Path(path).parent
        while parent.as_posix() != "." and not (root / parent).exists():
            missing.add(parent.as_posix())
            parent = parent.parent
    return sorted(missing, reverse=True)


def _write_journal(root: Path, journal: Mapping[str, Any]) -> None:
    temporary = root / f"{JOURNAL}.new"
    temporary.write_text(json.dumps(journal), encoding="utf-8")
    temporary.replace(root / JOURNAL)


def _complete(root: Path, journal: Mapping[str, Any]) -> None:
    for path, temporary in journal["writes"].items():
        with contextlib.suppress(FileNotFoundError):  # it took its place before
            (root / temporary).replace(root / path)
    for path in journal["removed"]:
        (root / path).unlink(missing_ok=True)
        _remove_empty(root, Path(path).parent)
    (root / JOURNAL).unlink()


def _undo(root: Path, journal: Mapping[str, Any]) -> None:
    for temporary in journal["writes"].values():
        (root / temporary).unlink(missing_ok=True)
    for folder in journal["folders"]:
        with contextlib.suppress(OSError):  # not made yet, or somebody's by now
            (root / folder).rmdir()
    (root / JOURNAL).unlink()


def _remove_empty(root: Path, folder: Path) -> None:
    while folder.as_posix() not in (".", ".."):
        try:
            (root / folder).rmdir()
        except OSError:
            return
        folder = folder.parent
