"""What the last check found, if nothing that it read was touched since: no part of the engine is loaded to tell."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from helpcentre.content.findings import Finding
from helpcentre.inputs import Inputs
from helpcentre.mkdocs_configuration import cache_folder, inputs_of_check, load_raw
from helpcentre.run.store import Store


@dataclass(frozen=True)
class Checked:
    """The answer of a check of a whole site."""

    findings: tuple[Finding, ...]
    docs_dir: str
    extent: str
    """How many articles there are, in how many languages."""
    until: float
    """When it may be another, though nothing changes: seconds since the epoch."""


class LastCheck:
    """Compares with the last check of a site; made before anything is read."""

    def __init__(self, config_file: Path) -> None:
        """Look at what a check with this configuration reads; what is wrong with it, who reads it tells."""
        self._now = time.time()
        self._store = Store(cache_folder(config_file.resolve()))
        self._inputs = _inputs(config_file) if self._store.on else None
        self._digest = self._inputs.digest(self._now) if self._inputs is not None else None

    @property
    def _name(self) -> str:
        assert self._inputs is not None
        way = self._inputs.texts[0].encode("utf-8", "surrogatepass")
        return f"builds/check-{hashlib.blake2b(way, digest_size=8).hexdigest()}"

    def answer(self) -> Checked | None:
        """Return what a check would, if the last one has answered the same question."""
        if self._digest is None:
            return None
        answer: Checked | None = self._store.load_under(self._name, self._digest)
        return answer if answer is not None and self._now < answer.until else None

    def keep(self, answer: Checked) -> None:
        """Note what a check of the inputs, as they were when this was made, has answered."""
        if self._digest is not None:
            self._store.save_under(self._name, self._digest, answer)


def _inputs(config_file: Path) -> Inputs | None:
    raw: Any = None
    with suppress(Exception):  # of the configuration, and of Python objects that it names
        raw = load_raw(config_file)
    return inputs_of_check(raw, config_file) if isinstance(raw, Mapping) else None
