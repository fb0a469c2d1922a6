"""Articles that earlier runs have parsed, kept by what their files hold; what nobody knows, all cores parse."""

from __future__ import annotations

import logging
import os
import pickle
import threading
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from functools import partial
from typing import Any, NamedTuple

import zstandard
from msgspec import msgpack

from helpcentre.content.findings import Finding
from helpcentre.content.front_matter import FrontMatter
from helpcentre.content.kept_article import KeptArticle, Parts
from helpcentre.content.markdown import Document
from helpcentre.content.reading import Parsed, TextFile, parse_file
from helpcentre.run.sharing import MOST_UNITS, Work, shared_out
from helpcentre.run.store import Store
from helpcentre.run.workers import default_slots
from helpcentre.translations.digests import MEMO, section_digests

_Kept = tuple[str, str, bool, date | None, tuple[Finding, ...], bytes, bytes]
"""Digest, title, whether it is a draft, when it was reviewed, faults; front matter and digests of sections, which are
asked for with lists; and the rest, which most runs never look at."""
_WORTH_SHARING = 100
"""So many files are parsed sooner by two processes than by one."""
MANY = 2_000
"""Of so many files, what is parsed is kept small until it is asked for."""
_BATCH = 10
"""So many files a process takes at a time."""
_SPEED = -1
"""Of compression: makes 28 % of the bytes; 1 makes 25 % in twice the time, and is read in twice the time."""


class _Rest(NamedTuple):
    """The front matter's places and faults, pickled, for it may hold any YAML; the text, and what was parsed."""

    front_matter: bytes
    body: str
    body_line: int
    document: Document


_encode = msgpack.Encoder().encode
_decode = msgpack.Decoder(_Rest).decode


class _Zstandard(threading.local):
    """What compresses: made once, for that takes as long as its work; no two threads may share it."""

    def __init__(self) -> None:
        self.compress = zstandard.ZstdCompressor(_SPEED).compress
        self.decompress = zstandard.ZstdDecompressor().decompress


_zstandard = _Zstandard()


class ParseCache:
    """Parses what a run reads, and keeps it as a value of the store for each locale; the rest is forgotten."""

    def __init__(self, store: Store, constant: str, docs: str, log: logging.Logger) -> None:
        """Make a cache for the folder `docs`; `constant` is a digest of what parses."""
        self._docs = docs
        self._store = store
        self._constant = constant
        self._log = log
        self._shelves: dict[str, dict[str, _Kept]] = {}
        self._used: dict[str, dict[str, _Kept | Parsed]] = {}
        self.shares = False
        """Whether other processes parse too: so much is unknown."""

    def parse_all(self, files: Sequence[TextFile], meanwhile: Callable[[], object]) -> Iterable[Parsed]:
        """Return what the files hold, in their order; those with the same bytes as in an earlier run are known."""
        unknown = [file for file in files if not self._know(file)]
        size = max(_BATCH, len(unknown) // MOST_UNITS + 1)
        batches = [unknown[at : at + size] for at in range(0, len(unknown), size)]
        processes = min(default_slots(), len(unknown) // _WORTH_SHARING + 1)
        self.shares = processes > 1
        parser = _parser(pack_all=len(files) > MANY)
        for parsed in shared_out(parser, [batches], processes, self._log, meanwhile):
            for path, entry in parsed:
                self._used[path.partition("/")[0]][path] = entry
        return map(self._parsed, files)

    def _know(self, file: TextFile) -> bool:
        """Whether an earlier run has parsed a file with these bytes at this path."""
        locale = file.path.partition("/")[0]
        kept = self._shelf(locale).get(file.path)
        if kept is None or kept[0] != file.digest:
            return False
        self._used[locale][file.path] = kept
        return True

    def _parsed(self, file: TextFile) -> Parsed:
        locale = file.path.partition("/")[0]
        entry = self._used[locale][file.path]
        if len(entry) == 2:
            return entry
        is_new = entry is not self._shelves[locale].get(file.path)
        digest, title, is_draft, reviewed, faults, about, rest = entry
        load_about, load = partial(_about, about), partial(_rest, rest)
        return KeptArticle(file.path, digest, title, is_draft, reviewed, is_new, load_about, load), faults

    def save(self, locales: Sequence[str] | None = None) -> None:
        """Keep what this run has read, of some locales or of all."""
        if not self._store.on:
            return
        for locale, used in self._used.items():
            if locales is not None and locale not in locales:
                continue
            if used != self._shelves[locale]:
                kept = {path: _packed(entry) if len(entry) == 2 else entry for path, entry in used.items()}
                self._store.save_under(self._name(locale), self._constant, kept)

    def _shelf(self, locale: str) -> dict[str, _Kept]:
        if locale not in self._shelves:
            self._shelves[locale] = self._store.load_under(self._name(locale), self._constant) or {}
            self._used[locale] = {}
        return self._shelves[locale]

    def _name(self, locale: str) -> str:
        return f"parsed/{self._docs}-{locale}"


def _parser(*, pack_all: bool) -> Callable[[Iterable[Sequence[TextFile]]], Work[list[tuple[str, _Kept | Parsed]]]]:
    """Return what parses batches of files, and packs what has to go to another process: to this one; or all."""
    home = os.getpid()

    def parse(batches: Iterable[Sequence[TextFile]]) -> Work[list[tuple[str, _Kept | Parsed]]]:
        parsed = ((file.path, parse_file(file)) for batch in batches for file in batch)
        pack = pack_all or os.getpid() != home
        return [(path, _packed(one) if pack else one) for path, one in parsed]
        yield  # nothing is told half-way

    return parse


def _packed(entry: Parsed) -> _Kept:
    article, faults = entry
    # Who asks for the sections of a file means a source's; a translation is stamped with them.
    memo = {} if article.meta.source else {MEMO: section_digests(article)}
    about = pickle.dumps((article.meta, memo), pickle.HIGHEST_PROTOCOL)
    head = article.head
    front_matter = pickle.dumps((head.document, head.findings), pickle.HIGHEST_PROTOCOL)
    rest = _encode(_Rest(front_matter, head.body, head.body_line, article.document))
    small = _zstandard.compress(rest)
    return article.digest, article.title, article.is_draft, article.reviewed, tuple(faults), about, small


def _about(packed: bytes) -> tuple[FrontMatter, dict[str, Any]]:
    about: tuple[FrontMatter, dict[str, Any]] = Store.loads(packed)
    return about


def _rest(packed: bytes) -> Parts:
    rest = _decode(_zstandard.decompress(packed))
    front_matter, findings = Store.loads(rest.front_matter)
    return Parts(front_matter, rest.body, rest.body_line, findings, rest.document)
