"""Whether anything at all changed since the last build, told without reading: files that were not touched are the same.

Only file systems are asked, and no part of the engine is loaded, so that the answer costs a fraction of a build.
"""

from __future__ import annotations

import hashlib
import logging
import os
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from helpcentre.run.store import Store

_SETTLED = 1.0
"""How old, in seconds, a change must be for its time to tell it from a later one: clocks of file systems are coarse."""


@dataclass(frozen=True)
class Inputs:
    """What a build is made of."""

    folders: tuple[Path, ...]
    """All files below them count, but hidden ones."""
    files: tuple[Path, ...]
    texts: tuple[str, ...]
    """What else counts: configuration, environment, versions."""


@dataclass(frozen=True)
class LastBuild:
    """How the last build of a site began and ended."""

    inputs: str
    site: str
    told: tuple[tuple[int, str], ...]
    """What it had to say of the content: levels of logging, and lines."""
    warned: bool
    """Whether some of it would end a strict build."""
    until: float | None
    """When it is no longer what would be built, though nothing changes: seconds since the epoch."""


class Unchanged:
    """Compares with the last build; made before anything is read."""

    def __init__(self, store: Store, inputs: Inputs, site: Path | str) -> None:
        self._store = store
        self._site = Path(site)
        self._now = time.time()
        key = hashlib.blake2b(f"{self._site}\0{inputs.texts[0]}".encode(), digest_size=8).hexdigest()
        self._name = f"builds/{key}"
        self._inputs = self._digest(inputs) if store.on else None

    def last(self) -> LastBuild | None:
        """Return the last build, if the same inputs would give the site that stands there."""
        held = self._store.load(self._name)
        if not isinstance(held, LastBuild) or held.inputs != self._inputs:
            return None
        if held.until is not None and held.until <= self._now:
            return None
        return held if held.site == _tree_digest([self._site], hidden=True) else None

    def built(self, told: Sequence[tuple[int, str]], until: float | None = None) -> None:
        """Note that the site was built of the inputs, as they were when this was made."""
        if self._inputs is not None:
            warned = any(level >= logging.WARNING for level, _ in told)
            site = _tree_digest([self._site], hidden=True)
            self._store.save(self._name, LastBuild(self._inputs, site, tuple(told), warned, until))

    def _digest(self, inputs: Inputs) -> str | None:
        """Return a digest of all stamps; None where a file is so new that it may be changed again unseen."""
        latest = [0.0]
        digest = _tree_digest([*inputs.folders, *inputs.files], latest=latest)
        if latest[0] > self._now - _SETTLED:
            return None
        return hashlib.blake2b("\0".join((digest, *inputs.texts)).encode("utf-8", "surrogatepass")).hexdigest()


def _tree_digest(roots: Iterable[Path], *, hidden: bool = False, latest: list[float] | None = None) -> str:
    """Return a digest of name, size, times and number of every file; the latest time of change goes to `latest`."""
    digest = hashlib.blake2b(digest_size=20)

    def stamp(name: str, found: os.stat_result) -> None:
        # A hard link more or less, as the cache makes them, changes a built file's ctime and nothing else.
        changed = 0 if hidden else found.st_ctime_ns
        digest.update(f"{name}\0{found.st_size}\0{found.st_mtime_ns}\0{changed}\0{found.st_ino}\n".encode())
        if latest is not None:
            latest[0] = max(latest[0], found.st_ctime)

    def walk(folder: str) -> None:
        with os.scandir(folder) as entries:
            known = sorted(entries, key=lambda entry: entry.name)
        for entry in known:
            if entry.name == "__pycache__" or (entry.name.startswith(".") and not hidden):
                continue
            if entry.is_dir():
                digest.update(f"{entry.name}/\n".encode())
                walk(entry.path)
            else:
                stamp(entry.name, entry.stat())
        digest.update(b"..\n")

    for root in roots:
        digest.update(f"{root}\n".encode())
        try:
            if root.is_dir():
                walk(str(root))
            else:
                stamp(root.name, root.stat())
        except OSError as error:
            digest.update(f"{type(error).__name__}\n".encode())
    return digest.hexdigest()
