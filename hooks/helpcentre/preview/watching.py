"""Which files below watched folders were changed: told by the system at once, or found by looking twice a second.

Linux tells of a file when it is closed (inotify(7)). Elsewhere, and where that would miss something, all files are
looked at again and again, as MkDocs does.
"""

from __future__ import annotations

import logging
import os
import sys
import warnings
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from watchdog.events import (
    DirCreatedEvent,
    DirDeletedEvent,
    DirMovedEvent,
    FileClosedEvent,
    FileCreatedEvent,
    FileDeletedEvent,
    FileMovedEvent,
    FileSystemEvent,
    FileSystemEventHandler,
)
from watchdog.observers.api import BaseObserver, ObservedWatch
from watchdog.observers.polling import PollingObserver

ENVIRONMENT = "HELPCENTRE_WATCH"
"""Set to `poll` where files lie on a system that tells nothing, such as a network's or another machine's."""

QUIET_SECONDS = 0.03
"""So long nothing must have changed until a change counts: an editor may write, rename and remove for one save."""
QUIET_SECONDS_POLLED = 0.1

_POLLING_SECONDS = 0.5
_TOLD: list[type[FileSystemEvent]] = [
    FileClosedEvent,
    FileCreatedEvent,
    FileMovedEvent,
    FileDeletedEvent,
    DirCreatedEvent,
    DirMovedEvent,
    DirDeletedEvent,
]
"""Not of files that are opened or read: a build does that."""


@dataclass(frozen=True)
class _Watch:
    path: Path
    recursive: bool


class Watcher:
    """Stands where MkDocs's server has its observer, and names what was changed.

    What the server would be told is passed over: `changed` is called, in another thread, with paths.
    """

    def __init__(self, changed: Callable[[set[Path]], None], log: logging.Logger | logging.LoggerAdapter[Any]) -> None:
        self._changed = changed
        self._log = log
        self._watches: list[_Watch] = []
        self._observed: dict[_Watch, ObservedWatch] = {}
        self._observer: BaseObserver | None = None
        self.native = False
        """Whether the system tells."""

    @property
    def quiet_seconds(self) -> float:
        """How long nothing must have changed until a change counts."""
        return QUIET_SECONDS if self.native else QUIET_SECONDS_POLLED

    def schedule(self, _handler: object, path: str, *, recursive: bool) -> _Watch:
        """Watch a file, or a folder with what is below it."""
        watch = _Watch(Path(path), recursive)
        self._watches.append(watch)
        if self._observer is not None:
            self._schedule(self._observer, watch)
        return watch

    def unschedule(self, watch: _Watch) -> None:
        """Watch something no longer, as long as watching has not begun."""
        self._watches.remove(watch)

    def start(self) -> None:
        """Begin to watch."""
        if self._start_native():
            return
        self._observer = PollingObserver(timeout=_POLLING_SECONDS)
        for watch in self._watches:
            self._schedule(self._observer, watch)
        self._observer.start()

    def stop(self) -> None:
        """Watch no longer."""
        if self._observer is not None:
            self._observer.stop()

    def join(self) -> None:
        """Return when watching has ended."""
        if self._observer is not None:
            self._observer.join()

    def _start_native(self) -> bool:
        if sys.platform != "linux":
            return False
        if os.environ.get(ENVIRONMENT, "").strip().lower() == "poll":
            return False
        if (link := _symbolic_link(watch.path for watch in self._watches)) is not None:
            self._log.info("Changes are seen after half a second: what %s leads to has to be looked at.", link)
            return False
        from watchdog.observers.inotify import InotifyObserver  # it needs the system's library

        # A folder that is made while the one above it is listed is told of twice, and watched once.
        warnings.filterwarnings("ignore", "Callback with id", RuntimeWarning)
        try:
            observer = InotifyObserver()
        except OSError as error:
            self._tell_why(error)
            return False
        try:
            for watch in self._watches:
                self._schedule(observer, watch)
            observer.start()
        except OSError as error:  # no more watches, or files, allowed (fs.inotify.max_user_watches)
            self._tell_why(error)
            observer.stop()
            return False
        self._observer = observer
        self.native = True
        return True

    def _tell_why(self, error: OSError) -> None:
        self._log.info("Changes are seen after half a second, for the system tells of none (%s).", error)

    def _schedule(self, observer: BaseObserver, watch: _Watch) -> None:
        self._observe(observer, watch)
        if watch.path.is_dir():  # what the system watches is the folder that has the name now
            again = _Replaced(watch.path, partial(self._watch_again, observer, watch))
            observer.schedule(again, str(watch.path.parent), event_filter=_filter(observer))

    def _watch_again(self, observer: BaseObserver, watch: _Watch) -> None:
        """Watch the folder that has taken the place of another, as where two branches are checked out in turn."""
        if (old := self._observed.pop(watch, None)) is not None:
            observer.unschedule(old)
        if watch.path.is_dir():
            self._observe(observer, watch)
        self._changed({watch.path})

    def _observe(self, observer: BaseObserver, watch: _Watch) -> None:
        # A file that an editor replaces is another one for the system: its folder tells of both.
        folder = watch.path if watch.path.is_dir() else watch.path.parent
        only = None if folder == watch.path else watch.path
        self._observed[watch] = observer.schedule(
            _Handler(self._changed, only),
            str(folder),
            recursive=watch.recursive and only is None,
            event_filter=_filter(observer),
        )


def _filter(observer: BaseObserver) -> list[type[FileSystemEvent]] | None:
    """Return which events are told of: the same everywhere, for the system knows one set of them a folder."""
    return None if isinstance(observer, PollingObserver) else _TOLD


class _Handler(FileSystemEventHandler):
    def __init__(self, changed: Callable[[set[Path]], None], only: Path | None) -> None:
        self._report = changed
        self._only = only

    def on_any_event(self, event: FileSystemEvent) -> None:
        """Tell of what was changed; what is in a new folder is told of by itself."""
        if event.is_directory and event.event_type not in ("moved", "deleted"):
            return
        paths = {Path(os.fsdecode(path)) for path in (event.src_path, event.dest_path) if path}
        if self._only is not None:
            paths &= {self._only}
        if paths:
            self._report(paths)


class _Replaced(FileSystemEventHandler):
    """Calls a function when a folder has gone, or come."""

    def __init__(self, folder: Path, then: Callable[[], None]) -> None:
        self._folder = folder
        self._then = then

    def on_any_event(self, event: FileSystemEvent) -> None:
        paths = (event.src_path, event.dest_path)
        if event.event_type != "modified" and self._folder in {Path(os.fsdecode(path)) for path in paths if path}:
            self._then()


def _symbolic_link(roots: Iterable[Path]) -> Path | None:
    """Return a symbolic link at or below folders, behind which the system tells nothing; None if there is none."""
    folders = list(roots)
    while folders:
        folder = folders.pop()
        if folder.is_symlink():
            return folder
        if not folder.is_dir():
            continue
        with os.scandir(folder) as entries:
            for entry in entries:
                if entry.is_symlink():
                    return Path(entry.path)
                if entry.is_dir():
                    folders.append(Path(entry.path))
    return None
