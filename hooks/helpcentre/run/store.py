"""A folder that outlives builds: values by name, and files by the digest of what they hold.

A value is written beside its place and renamed into it, so that whoever reads finds the old or the new one whole,
however many write, and whenever one is killed. A file is a hard link where the system can, so that it costs no room
beside the site it was made for. Nothing in the folder is trusted: what is damaged is not there, and that is told.
"""

from __future__ import annotations

import contextlib
import hashlib
import importlib
import io
import logging
import os
import pickle
import shutil
import time
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from helpcentre.run.trees import FileId, link_or_copy

_MAGIC = b"helpcentre 1\n"
_FILES = "files"
_SPARE = ".spare"
_KEPT_SECONDS = 3600.0
"""How long a file that nobody names is kept, for builds that run beside this one."""

_log = logging.getLogger(__name__)

_OF_THE_CACHE = "of_the_cache"


def says_of_the_site(record: logging.LogRecord) -> bool:
    """Whether something logged concerns more than the cache, which is no reason for a strict build to fail."""
    return not hasattr(record, _OF_THE_CACHE)


@dataclass(frozen=True)  # with slots it would take ten times as long to read
class StoredFile:
    """A file of the store, and where it belongs in the site."""

    path: str
    digest: str
    size: int
    modified: int
    """In nanoseconds; while size and time are these, what the file holds is taken to be what it held."""


class Store:
    """The folder; without one (`None`) nothing is kept and nothing is found."""

    def __init__(self, folder: Path | None, log: logging.Logger = _log) -> None:
        self._folder = folder
        self._log = log

    @property
    def on(self) -> bool:
        """Whether anything is kept."""
        return self._folder is not None

    # --- values

    def load(self, name: str) -> Any:
        """Return the value of a name; None where there is none, or a damaged one."""
        if self._folder is None:
            return None
        file = self._folder / name
        try:
            data = file.read_bytes()
        except FileNotFoundError:
            return None
        except OSError as error:
            self._warn(file, error.strerror or str(error))
            return None
        start = len(_MAGIC) + hashlib.blake2b().digest_size
        if not data.startswith(_MAGIC) or hashlib.blake2b(data[start:]).digest() != data[len(_MAGIC) : start]:
            self._warn(file, "it is damaged")
            return None
        try:
            return _Unpickler(io.BytesIO(data[start:])).load()
        except Exception as error:  # an older version's value: its classes have changed
            self._log.debug("%s is not read: %s", file, error)
            return None

    @staticmethod
    def loads(data: bytes) -> Any:
        """Return a value of plain types and this package's, pickled within another."""
        return _Unpickler(io.BytesIO(data)).load()

    def save(self, name: str, value: object) -> None:
        """Keep a value; a store that cannot be written to is told, and is no reason to fail."""
        if self._folder is None:
            return
        file = self._folder / name
        data = pickle.dumps(value, pickle.HIGHEST_PROTOCOL)
        beside = file.with_name(f".{file.name}.{os.getpid()}")
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
            with beside.open("wb") as stream:
                stream.write(_MAGIC + hashlib.blake2b(data).digest())
                stream.write(data)
            beside.replace(file)
        except OSError as error:
            with contextlib.suppress(OSError):
                beside.unlink(missing_ok=True)
            self._warn(file, error.strerror or str(error), "written to")

    def load_under(self, name: str, constant: str) -> Any:
        """Return the value that was saved under this constant; None for any other, whatever its shape."""
        held = self.load(name)
        return held[1] if isinstance(held, tuple) and held[:1] == (constant,) else None

    def save_under(self, name: str, constant: str, value: object) -> None:
        """Keep a value with the digest of what it rests on, the code that gave it its shape included."""
        self.save(name, (constant, value))

    def _warn(self, file: Path, reason: str, verb: str = "used") -> None:
        message = "The cache cannot be %s: %s (%s). What it held is made anew."
        self._log.warning(message, verb, file, reason, extra={_OF_THE_CACHE: True})

    # --- files

    def add(self, data: bytes, path: str) -> StoredFile | None:
        """Keep what a file is to hold; `path` is its place in the site. None where it cannot be kept."""

        def write(place: str) -> None:
            beside = f"{place}.{os.getpid()}"
            with open(beside, "wb") as stream:
                stream.write(data)
            os.replace(beside, place)

        return self._kept(data, path, write)

    def keep(self, file: Path, path: str) -> StoredFile | None:
        """Keep a file that will not be written into any more; `path` is its place in the site."""

        def link(place: str) -> None:
            try:
                link_or_copy(file, place)
            except FileExistsError:  # damaged, or of a build beside this one
                with contextlib.suppress(FileNotFoundError):
                    os.unlink(place)
                with contextlib.suppress(FileExistsError):
                    link_or_copy(file, place)

        return self._kept(file.read_bytes(), path, link) if self.on else None

    def _kept(self, data: bytes, path: str, write: Callable[[str], None]) -> StoredFile | None:
        if self._folder is None:
            return None
        digest = hashlib.blake2b(data, digest_size=20).hexdigest()
        place = self._place(digest)
        try:
            if not _holds(place, data):
                if not os.path.isdir(folder := os.path.dirname(place)):
                    os.makedirs(folder, exist_ok=True)
                write(place)
            found = os.stat(place)
        except OSError as error:
            self._warn(Path(place), error.strerror or str(error), "written to")
            return None
        return StoredFile(path, digest, found.st_size, found.st_mtime_ns)

    def put(self, stored: StoredFile, root: Path, there: FileId | None = None) -> bool:
        """Put a file in its place below `root`; False where the store does not hold it whole.

        `there` is the file that stands in that place, and stays if it is the store's own.
        """
        if self._folder is None:
            return False
        place, target = self._place(stored.digest), f"{root}/{stored.path}"
        try:
            found = os.stat(place)
            if (found.st_size, found.st_mtime_ns) != (stored.size, stored.modified) and not self._is_whole(stored):
                self._warn(Path(place), "it is damaged")
                os.unlink(place)
                return False
            if there == (found.st_dev, found.st_ino):
                return True
            if there is not None:
                os.unlink(target)
            if not os.path.isdir(folder := os.path.dirname(target)):
                os.makedirs(folder, exist_ok=True)
            link_or_copy(place, target)
        except OSError:
            return False
        return True

    def _is_whole(self, stored: StoredFile) -> bool:
        data = Path(self._place(stored.digest)).read_bytes()
        return hashlib.blake2b(data, digest_size=20).hexdigest() == stored.digest

    def _place(self, digest: str) -> str:  # a path would take longer to make than the file to link
        return f"{self._folder}/{_FILES}/{digest[:2]}/{digest[2:]}"

    @property
    def spare(self) -> Path | None:
        """Where a tree of files may be kept that are, most of them, the store's own."""
        return self._folder / _SPARE if self._folder is not None else None

    # --- bounds

    def names(self, folder: str) -> list[str]:
        """Return what a folder of the store holds, newest first."""
        if self._folder is None or not (self._folder / folder).is_dir():
            return []
        entries = [entry for entry in os.scandir(self._folder / folder) if not entry.name.startswith(".")]
        return [entry.name for entry in sorted(entries, key=lambda entry: -entry.stat().st_mtime_ns)]

    def drop(self, name: str) -> None:
        """Forget a value or a folder of them."""
        if self._folder is not None:
            shutil.rmtree(self._folder / name, ignore_errors=True)
            with contextlib.suppress(OSError):
                (self._folder / name).unlink(missing_ok=True)

    def count_files(self) -> int:
        """Return how many files are kept."""
        if self._folder is None:
            return 0
        return sum(1 for shelf in _entries(self._folder / _FILES) for _ in _entries(Path(shelf.path)))

    def prune(self, live: Collection[str]) -> None:
        """Remove files whose digest is not named and that have been there for a while."""
        if self._folder is None:
            return
        oldest = time.time() - _KEPT_SECONDS
        for shelf in _entries(self._folder / _FILES):
            for entry in _entries(Path(shelf.path)):
                if shelf.name + entry.name not in live:
                    with contextlib.suppress(OSError):
                        if entry.stat(follow_symlinks=False).st_ctime < oldest:
                            Path(entry.path).unlink()


def _entries(folder: Path) -> Iterable[os.DirEntry[str]]:
    try:
        return list(os.scandir(folder))
    except OSError:
        return []


def _holds(place: str, data: bytes) -> bool:
    try:
        with open(place, "rb") as stream:
            return stream.read() == data  # what stands there may be damaged
    except FileNotFoundError:
        return False


class _Unpickler(pickle.Unpickler):
    """Makes values of this package and plain ones, and nothing that acts."""

    def find_class(self, module: str, name: str) -> Any:
        """Return a class that may stand in a value."""
        return _class(module, name)


_PLAIN_MODULES = ("builtins", "datetime", "decimal", "collections", "zoneinfo")
_PLAIN = ("frozenset", "set", "date", "time", "timedelta", "Decimal", "OrderedDict")


@cache  # thousands of values name the same few
def _class(module: str, name: str) -> Any:
    found = None
    if module.split(".")[0] == __name__.partition(".")[0] or (module in _PLAIN_MODULES and name in _PLAIN):
        found = getattr(importlib.import_module(module), name, None)
    if not isinstance(found, type):
        raise pickle.UnpicklingError(f"{module}.{name} is no value")
    return found
