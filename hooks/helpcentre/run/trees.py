"""Trees of files: what stands in one, and how it becomes another with few changes."""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Collection, Iterable
from pathlib import Path

FileId = tuple[int, int]
"""Device and number of a file: two names with the same are one file, a hard link of each other."""


def files_of(tree: Path) -> dict[str, FileId]:
    """Return the files below a folder, by path relative to it with slashes.

    Removes what a build would not make: symbolic links and the like, empty folders, hidden names at the top.
    """
    found: dict[str, FileId] = {}

    def walk(folder: str, prefix: str) -> bool:
        """Return whether the folder holds anything in the end."""
        before = len(found)
        with os.scandir(folder) as entries:
            known = list(entries)
        for entry in known:
            if entry.is_dir(follow_symlinks=False):
                if not prefix and entry.name.startswith("."):
                    shutil.rmtree(entry.path)
                elif not walk(entry.path, f"{prefix}{entry.name}/"):
                    Path(entry.path).rmdir()
            elif entry.is_file(follow_symlinks=False) and (prefix or not entry.name.startswith(".")):
                status = entry.stat(follow_symlinks=False)
                found[prefix + entry.name] = (status.st_dev, status.st_ino)
            else:
                Path(entry.path).unlink()
        return len(found) > before

    walk(str(tree), "")
    return found


def remove(tree: Path, paths: Iterable[str]) -> None:
    """Remove files below a folder, and the folders that they leave empty."""
    for path in paths:
        (tree / path).unlink(missing_ok=True)  # one that was to give way to the cache's, which could not be put there
        with contextlib.suppress(OSError):  # the first that is not empty
            for folder in Path(path).parents[:-1]:  # the last is the tree itself
                (tree / folder).rmdir()


def merge(source: Path, target: Path) -> None:
    """Move what one folder holds into another; files that stand there are replaced, folders joined."""
    for entry in list(os.scandir(source)):
        goal = target / entry.name
        if entry.is_dir(follow_symlinks=False) and goal.is_dir():
            merge(Path(entry.path), goal)
        else:
            Path(entry.path).replace(goal)


def carry_over(source: Path, target: Path, skip: Collection[str] = ()) -> None:
    """Make `target` hold what `source` holds, by hard links where possible, else by copies.

    `skip` names top-level entries to leave out. What `target` has already stays. Never write into a file
    that was carried over (`open(…, "w")` would change the source as well): unlink it first.
    """

    def left_out(folder: str, names: list[str]) -> set[str]:
        return set(skip).intersection(names) if Path(folder) == source else set()

    def unless_there(file: str, place: str) -> None:
        with contextlib.suppress(FileExistsError):
            link_or_copy(file, place)

    shutil.copytree(source, target, symlinks=True, ignore=left_out, copy_function=unless_there, dirs_exist_ok=True)


def link_or_copy(source: str | Path, target: str | Path) -> None:
    """Give a file a second name, where possible by a hard link, else a copy, which is whole when it is there.

    Raises FileExistsError where the name is taken.
    """
    try:
        os.link(source, target, follow_symlinks=False)
    except (FileExistsError, FileNotFoundError):
        raise
    except OSError:  # another file system, one without links, a file of another user (protected_hardlinks)
        folder, name = os.path.split(target)
        beside = Path(folder, f".{name}.{os.getpid()}")
        shutil.copy2(source, beside, follow_symlinks=False)
        beside.replace(target)
