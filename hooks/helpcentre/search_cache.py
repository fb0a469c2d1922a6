"""What earlier builds worked out for the search of a locale: what of each article can be found, and the index of it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import fields
from functools import cached_property
from operator import attrgetter
from typing import Any

from msgspec import msgpack  # bytes that are the same for the same texts

from helpcentre.constants import Constants
from helpcentre.output.search_coding import KnownCodes
from helpcentre.output.search_entry import SearchEntry
from helpcentre.pages.search import entries_of_article
from helpcentre.pages.site import LocaleSite
from helpcentre.run.memory import Memory
from helpcentre.run.store import Store
from helpcentre.run.tracing import Tracer

INDEXES = ".indexes"
"""What the name ends with of the value that tells what an index was made of."""

Entries = tuple[SearchEntry, ...]
"""Those of one article."""
_all_fields = attrgetter(*(field.name for field in fields(SearchEntry)))


class SearchCache:
    """What holds of it, and what is to be kept for the next build.

    Of each article a digest tells what can be found of it. An edit often changes none; what it is a digest of, with all
    its terms, takes long to load, and is loaded only for another index.
    """

    def __init__(self, store: Store, name: str, constants: Constants, tracer: Tracer, site: LocaleSite) -> None:
        """`name` is the locale's in the store; what is read of the site is traced."""
        self._store, self._name, self._constants = store, name, constants
        self._tracer = tracer
        self._locale = site.locale.key
        self._site: LocaleSite = tracer.stand_in(site)
        self._known: Memory | None = None
        self._digests: dict[str, bytes] = {}
        self._made: dict[str, Entries] = {}
        self._told: dict[str, tuple[bytes, Entries]] | None = None

    def look_up(self) -> None:
        """Find out what of articles can be found. What is read is noted from here on, all that rests on included."""
        memory = self._known = Memory(self._store, f"{self._name}.found", self._constants.texts, self._tracer)
        self._tracer.begin()
        files = self._site.catalogue.pages(self._locale)
        asked = set(self._tracer.end())
        for path in [file.shared_path for file in files]:
            digest: bytes | None = memory.get(path)
            if digest is None:
                self._tracer.begin()
                self._made[path] = self._read(path)
                digest = _digest_of(self._made[path])
                memory.put(path, self._tracer.end(), digest)
            asked.update(memory.questions(path))
            self._digests[path] = digest
        self._tracer.begin(asked)

    def entries(self) -> list[SearchEntry]:
        """Return what `pages.search.search_entries` does, with what was worked out of those that were looked up."""
        known = self._store.load_under(f"{self._name}.search", self._constants.texts) or {}
        self._told = {}
        for path, digest in self._digests.items():
            before, own = known.get(path, (b"", ()))
            if before != digest:
                own = self._made[path] if path in self._made else self._read(path)
            self._told[path] = digest, own
        return [entry for _, own in self._told.values() for entry in own]

    def _read(self, path: str) -> Entries:
        shown = self._site.catalogue.shown(self._locale, path)
        return tuple(entries_of_article(self._site, shown)) if shown is not None else ()

    def made_of(self, extra: Any) -> str:
        """Return a digest of all that an index of the entries is made of; `extra` is what is beside them."""
        return hashlib.blake2b(msgpack.encode([list(self._digests.values()), extra]), digest_size=16).hexdigest()

    @cached_property
    def indexes(self) -> Memory:
        """The files of the last index, by what it was made of: an edit need not change what can be found."""
        return Memory(self._store, f"{self._name}{INDEXES}", self._constants.engine, self._tracer)

    @cached_property
    def codes(self) -> KnownCodes:
        """The codes of the last index."""
        return KnownCodes(self._store.load_under(f"{self._name}.codes", self._constants.engine) or {})

    def save(self) -> None:
        """Keep what was worked out."""
        if self._known is not None:
            self._known.save()
        if self._told is not None:
            self._store.save_under(f"{self._name}.search", self._constants.texts, self._told)
        if "indexes" in vars(self):
            self.indexes.save()
        if "codes" in vars(self):
            self._store.save_under(f"{self._name}.codes", self._constants.engine, self.codes.used)


def _digest_of(entries: Iterable[SearchEntry]) -> bytes:
    return hashlib.blake2b(msgpack.encode([_all_fields(entry) for entry in entries]), digest_size=16).digest()
