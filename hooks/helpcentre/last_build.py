"""Whether anything at all changed since the last build, told by what was touched."""

from __future__ import annotations

import hashlib
import logging
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from helpcentre.inputs import Inputs, tree_digest
from helpcentre.run.store import Store


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
        self._inputs = inputs.digest(self._now) if store.on else None

    def last(self) -> LastBuild | None:
        """Return the last build, if the same inputs would give the site that stands there."""
        held = self._store.load(self._name)
        if not isinstance(held, LastBuild) or held.inputs != self._inputs:
            return None
        if held.until is not None and held.until <= self._now:
            return None
        return held if held.site == tree_digest([self._site], hidden=True) else None

    def built(self, told: Sequence[tuple[int, str]], until: float | None = None) -> None:
        """Note that the site was built of the inputs, as they were when this was made."""
        if self._inputs is not None:
            warned = any(level >= logging.WARNING for level, _ in told)
            site = tree_digest([self._site], hidden=True)
            self._store.save(self._name, LastBuild(self._inputs, site, tuple(told), warned, until))
