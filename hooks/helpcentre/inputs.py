"""What a run is made of, and whether anybody touched it, told without reading: files not touched are the same.

Only file systems are asked, and no part of the engine is loaded, so that the answer costs a fraction of a run.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

from helpcentre.content.file_tree import is_folder, leads_back

_SETTLED = 1.0
"""How old, in seconds, a change must be for its time to tell it from a later one: clocks of file systems are coarse."""


@dataclass(frozen=True)
class Inputs:
    """What a run is made of."""

    folders: tuple[Path, ...]
    """All files below them count, but hidden ones."""
    files: tuple[Path, ...]
    texts: tuple[str, ...]
    """What else counts: configuration, environment, versions. The first tells apart ways of running that alternate."""

    def digest(self, now: float) -> str | None:
        """Return a digest of all stamps; None where a file is so new that it may be changed again unseen."""
        latest = [0.0]
        digest = tree_digest([*self.folders, *self.files], latest=latest)
        if latest[0] > now - _SETTLED:
            return None
        return hashlib.blake2b("\0".join((digest, *self.texts)).encode("utf-8", "surrogatepass")).hexdigest()


def installed_beside(library: ModuleType) -> list[str]:
    """Return names and versions of all that is installed in the place of a library."""
    assert library.__file__ is not None
    return sorted(entry.name for entry in Path(library.__file__).parent.parent.glob("*.dist-info"))


def tree_digest(roots: Iterable[Path], *, hidden: bool = False, latest: list[float] | None = None) -> str:
    """Return a digest of name, size, times and number of every file; the latest time of change goes to `latest`."""
    digest = hashlib.blake2b(digest_size=20)

    def note(text: str) -> None:
        digest.update(text.encode("utf-8", "surrogatepass"))

    def stamp(name: str, found: os.stat_result) -> None:
        # A hard link more or less, as the cache makes them, changes a built file's ctime and nothing else.
        changed = 0 if hidden else found.st_ctime_ns
        note(f"{name}\0{found.st_size}\0{found.st_mtime_ns}\0{changed}\0{found.st_ino}\n")
        if latest is not None:
            latest[0] = max(latest[0], found.st_ctime)

    def walk(folder: str, top: str) -> None:
        with os.scandir(folder) as entries:
            known = sorted(entries, key=lambda entry: entry.name)
        for entry in known:
            if entry.name == "__pycache__" or (entry.name.startswith(".") and not hidden):
                continue
            if is_folder(entry) and not (entry.is_symlink() and leads_back(entry.path, top)):
                note(f"{entry.name}/\n")
                walk(entry.path, top)
                continue
            try:
                stamp(entry.name, entry.stat())
            except OSError as error:  # such as a link to nowhere; what stands after it counts
                note(f"{entry.name} {type(error).__name__}\n")
        note("..\n")

    for root in roots:
        note(f"{root}\n")
        try:
            if root.is_dir():
                walk(str(root), str(root))
            else:
                stamp(root.name, root.stat())
        except OSError as error:
            note(f"{type(error).__name__}\n")
    return digest.hexdigest()
