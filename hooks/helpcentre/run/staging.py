"""Where a build writes, and how a finished build becomes the site.

Beside `site` stand, while they are needed, `.site.lock` (who is building), `.site.staging` (a tree that
nobody may trust: half built, or on its way out), and, where the system cannot exchange two directories,
`.site.next` and `.site.previous` (each always a whole tree). Whatever moment a build is killed at, these
names tell the next command what to do; that is all there is to recovery.

A build may be given a place for a spare tree: the one that was the site before, which the next build begins with. It
is trusted no more than any staging, but file by file: one that is a hard link of a file the cache knows is right.

Nothing is flushed to the disk (fsync): a killed process leaves the page cache intact, so only a crash of
the machine could tear the new tree, and a site that can be built again in seconds is not worth the wait
for thousands of small files.
"""

import contextlib
import os
import shutil
import stat
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Literal, Self

from helpcentre.run.syscalls import exchange
from helpcentre.run.trees import FileId, carry_over, files_of, link_or_copy

Recovery = Literal["untouched", "completed", "restored"]
"""What became of the site: nothing was amiss; the finished new tree, or the previous one, was put there."""


class StagingError(Exception):
    """The build has nowhere to write, or its result cannot take the site's place."""


class StagingBusyError(StagingError):
    """Another build of the same site is running."""

    def __init__(self, site: Path, lock: Path, pid: int | None) -> None:
        owner = f"process {pid}" if pid else "another process"
        super().__init__(f"{site}: {owner} is building it now ({lock}). Wait until it ends, or end it.")
        self.lock = lock
        self.pid = pid
        """None when the owner has not yet written it."""


@dataclass(frozen=True)
class _Places:
    """The site, the hidden names beside it, and where a spare tree is kept, if anywhere."""

    site: Path
    spare: Path | None = None

    @property
    def lock(self) -> Path:
        return self._beside("lock")

    @property
    def staging(self) -> Path:
        return self._beside("staging")

    @property
    def next(self) -> Path:
        return self._beside("next")

    @property
    def previous(self) -> Path:
        return self._beside("previous")

    def _beside(self, role: str) -> Path:
        return self.site.with_name(f".{self.site.name}.{role}")


class Staging:
    """A directory beside the site, and the right to replace the site by it.

    A context manager: what was not published when the block ends is discarded. In a forked child it is
    inert: leaving the block or `discard()` does nothing there, `publish()` raises.
    """

    def __init__(self, places: _Places, lock: int, recovery: Recovery, found: Mapping[str, FileId]) -> None:
        self.path = places.staging
        """Where the build writes; absolute."""
        self.found = found
        """The files that stand there from the beginning, by relative path; none without a spare tree."""
        self.recovery: Recovery = recovery
        """What had to be done about an earlier build that was killed."""
        self._places = places
        self._lock: int | None = lock
        self._owner = os.getpid()

    def publish(self) -> None:
        """Put the staged tree in the site's place; the old one becomes the spare, or is removed.

        Top-level names with a leading dot that only the old site has are kept (by hard link), as MkDocs
        keeps them when it empties a site: `.git` of a checkout for publishing, `.well-known`. The
        directory's mode is kept too. Raises StagingError when the site cannot be replaced; it is then the
        old one.
        """
        if self._lock is None or os.getpid() != self._owner:
            raise StagingError(f"{self.path}: already published or discarded, or owned by another process.")
        places = self._places
        try:
            _refuse_unfit(places.site)
            if not any(self.path.iterdir()):
                raise StagingError(f"{self.path}: empty. A site needs at least one file.")
            if places.site.exists():
                _keep_what_builds_do_not_write(places)
                if not exchange(places.staging, places.site):
                    _replace_in_two_renames(places)
            else:
                places.staging.rename(places.site)
        except (OSError, StagingError) as error:
            with contextlib.suppress(OSError):  # the first error is the one to tell
                self.discard()
            if isinstance(error, StagingError):
                raise
            raise StagingError(
                f"{places.site}: could not be replaced ({error.strerror or error}). The old site stays."
            ) from error
        # The site is new. A remnant of the old tree is no failure; the next build tries again, and says so.
        with contextlib.suppress(OSError):
            _settle(places)
        self._close()

    def discard(self) -> None:
        """Remove the staged tree; the site stays what it was. Does nothing after the first time."""
        if self._lock is None or os.getpid() != self._owner:
            return
        try:
            _settle(self._places)
        finally:
            self._close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.discard()

    def _close(self) -> None:
        lock, self._lock = self._lock, None
        if lock is not None:
            _unlock(self._places, lock)


def open_staging(site_dir: Path, spare: Path | None = None) -> Staging:
    """Return a staging directory for `site_dir`, which this process alone may now replace.

    It is empty, but for what stands in a tree at `spare`. There it goes, too, if it is not published, and so does the
    old site; where the system cannot move it there, it is removed.

    First puts right what a killed build left (`Staging.recovery` tells). Raises StagingBusyError while
    another build of the same site runs, StagingError when `site_dir` is something that cannot be replaced
    (symbolic link, mount point, file, a directory around the working directory) or its parent cannot be
    written to.
    """
    places = _places(site_dir, spare)
    try:
        places.site.parent.mkdir(parents=True, exist_ok=True)
        lock = _lock(places)
        try:
            recovery = _settle(places)
            found = _begin(places)
        except BaseException:
            _unlock(places, lock)
            raise
    except OSError as error:
        raise _unwritable(places, error) from error
    return Staging(places, lock, recovery, found)


def recover(site_dir: Path) -> Recovery:
    """Return what had to be done so that `site_dir` is a whole tree again after a build was killed.

    Raises like `open_staging`; touches nothing when no build left anything.
    """
    places = _places(site_dir)
    if not any(os.path.lexists(left) for left in (places.lock, places.staging, places.next, places.previous)):
        return "untouched"
    try:
        lock = _lock(places)
        try:
            return _settle(places)
        finally:
            _unlock(places, lock)
    except OSError as error:
        raise _unwritable(places, error) from error


def _places(site_dir: Path, spare: Path | None = None) -> _Places:
    # Absolute from the start: the working directory may change while a build runs. Only the parent is
    # resolved, so that a site that is a link is still seen as one.
    try:
        named = site_dir.name not in ("", "..")
        site = site_dir.parent.resolve() / site_dir.name if named else site_dir.resolve()
        _refuse_unfit(site)
    except OSError as error:
        raise StagingError(f"{site_dir}: no place for a site ({error}).") from error
    return _Places(site, spare)


def _refuse_unfit(site: Path) -> None:
    if site.is_symlink():
        raise StagingError(
            f"{site}: a symbolic link, and a build replaces the directory as a whole. "
            f"Set site_dir to the directory that it names ({site.readlink()})."
        )
    if site.exists() and not site.is_dir():
        raise StagingError(f"{site}: not a directory. Remove it, or set site_dir to another name.")
    if site == Path(site.anchor) or site.is_mount():
        raise StagingError(f"{site}: a mount point, which cannot be renamed. Set site_dir to a folder in it.")
    if Path.cwd().is_relative_to(site):
        raise StagingError(f"{site}: holds the working directory, which the swap would remove. Build from outside it.")


def _unwritable(places: _Places, error: OSError) -> StagingError:
    return StagingError(
        f"{places.site}: a build needs to write beside it, in {places.site.parent}: "
        f"{error.strerror or error} ({error.filename})."
    )


def _replace_in_two_renames(places: _Places) -> None:
    places.staging.rename(places.next)  # from here on the new tree is known to be whole
    places.site.rename(places.previous)
    try:
        places.next.rename(places.site)
    except OSError:
        places.previous.rename(places.site)
        raise


def _settle(places: _Places) -> Recovery:
    """Return how the site was made whole; afterwards no tree stands beside it."""
    recovery: Recovery = "untouched"
    if not places.site.exists() or not any(places.site.iterdir()):
        # An empty site counts as missing: a server or a container may have made the folder anew.
        if places.next.exists():
            places.next.rename(places.site)
            recovery = "completed"
        elif places.previous.exists():
            places.previous.rename(places.site)
            recovery = "restored"
    _put_away(places)
    for left in (places.next, places.previous):
        if left.exists():
            # Renamed before it is removed, so that a half-removed tree never bears a trusted name.
            left.rename(places.staging)
            _put_away(places)
    return recovery


def _put_away(places: _Places) -> None:
    """Make a spare tree of what stands in the staging, or remove it."""
    if places.spare is not None and places.staging.is_dir():
        with contextlib.suppress(OSError):  # another file system, or a spare tree is there
            places.spare.parent.mkdir(parents=True, exist_ok=True)
            places.staging.rename(places.spare)
    _remove(places.staging)


def _begin(places: _Places) -> Mapping[str, FileId]:
    """Make the staging, of the spare tree if there is a sound one; return what stands in it."""
    with contextlib.suppress(OSError):
        if places.spare is not None:
            places.spare.rename(places.staging)
            return files_of(places.staging)
    _remove(places.staging)
    places.staging.mkdir()
    return {}


def _remove(tree: Path) -> None:
    if tree.is_symlink() or tree.is_file():
        tree.unlink()
    elif tree.exists():
        shutil.rmtree(tree)


def _keep_what_builds_do_not_write(places: _Places) -> None:
    for entry in places.site.iterdir():
        kept = places.staging / entry.name
        if not entry.name.startswith(".") or os.path.lexists(kept):
            continue
        if entry.is_dir() and not entry.is_symlink():
            carry_over(entry, kept)
        else:
            link_or_copy(entry, kept)
    places.staging.chmod(stat.S_IMODE(places.site.stat().st_mode))


_held_locks: set[int] = set()


def _lock(places: _Places) -> int:
    try:
        import fcntl
    except ImportError as error:
        raise StagingError("This system cannot lock files. On Windows build in WSL.") from error
    while True:
        lock = os.open(places.lock, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW, 0o666)
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            if _still_names(places.lock, lock):
                os.ftruncate(lock, 0)
                os.write(lock, f"{os.getpid()}\n".encode())
                _held_locks.add(lock)
                return lock
        except BlockingIOError:
            owner = os.pread(lock, 32, 0).strip()
            os.close(lock)
            pid = int(owner) if owner.isdigit() else None
            raise StagingBusyError(places.site, places.lock, pid) from None
        except BaseException:
            os.close(lock)
            raise
        os.close(lock)  # the owner removed the file between our open and its unlock: take the new one


def _still_names(path: Path, descriptor: int) -> bool:
    try:
        return os.path.samestat(path.stat(follow_symlinks=False), os.fstat(descriptor))
    except FileNotFoundError:
        return False


def _unlock(places: _Places, lock: int) -> None:
    places.lock.unlink(missing_ok=True)  # while still holding it, or a file of the next owner would go
    _held_locks.discard(lock)
    os.close(lock)


def _forget_inherited_locks() -> None:
    # A forked child shares the lock; if it outlived a killed build, the next one would find it held.
    while _held_locks:
        os.close(_held_locks.pop())


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_forget_inherited_locks)
