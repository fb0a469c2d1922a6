"""Kills a build, and then its recovery, at each of its steps. Prints one JSON object a killed build.

Run as `python kill_at_each_step.py WAY STATE FOLDER`; WAY is `exchange`, `renames`, or `spare`, where the build begins
with a spare tree. A step is a call that changes the file system; each is
a point to be killed before and one to be killed after.
"""

import itertools
import json
import os
import shutil
import signal
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from helpcentre.run import staging

OLD = {"index.html": "old", "fr/index.html": "vieux", "gone/deep/page.html": "old", ".git/HEAD": "ref"}
NEW = {"index.html": "new", "fr/index.html": "neuf", "added.html": "new"}
SPARE = {"index.html": "older"}
make_folder = os.mkdir
STEPS = ("rename", "unlink", "rmdir", "mkdir", "link", "chmod")


def main(way: str, state: str, folder: Path) -> None:
    """Go through all points for one way of swapping and one state of the site before the build."""
    if way == "renames":
        vars(staging)["exchange"] = lambda first, second: False
    for number in itertools.count():
        root = folder / str(number)
        site = root / "site"
        before = {"whole": OLD, "empty": {}, "missing": None}[state]
        if before is not None:
            site.mkdir(parents=True)
            write(site, before)
        root.mkdir(exist_ok=True)
        spare = None
        if way == "spare":
            spare = root / "spare"
            spare.mkdir()
            write(spare, SPARE)
        status = in_child(partial(build, site, spare), number, root / "point")
        if status == 0:
            return
        row: dict[str, Any] = {"point": (root / "point").read_text(), "status": status}
        row["found"] = tree(site)
        row["recoveries"] = recover(site, root)
        row["after"] = tree(site)
        row["left"] = sorted(path.name for path in root.iterdir() if path.name.startswith("."))
        print(json.dumps(row))
        shutil.rmtree(root)


def build(site: Path, spare: Path | None) -> None:
    """Write and publish the new tree."""
    with staging.open_staging(site, spare) as place:
        write(place.path, NEW)
        place.publish()


def recover(site: Path, root: Path) -> int:
    """Return how often recovery was killed, each time one step later, before it came to its end."""
    for number in itertools.count():
        if in_child(partial(staging.recover, site), number, root / "point") == 0:
            return number
    raise AssertionError


def in_child(act: Callable[[], object], number: int, note: Path) -> int:
    """Return the wait status of a process that acts and is killed at the point with this number."""
    pid = os.fork()
    if pid:
        return os.waitpid(pid, 0)[1]
    points = itertools.count()

    def reach(point: str) -> None:
        if next(points) == number:
            note.write_text(point)
            os.kill(os.getpid(), signal.SIGKILL)

    def watched(name: str, step: Callable[..., Any]) -> Callable[..., Any]:
        def call(*args: Any, **options: Any) -> Any:
            shown = " ".join([name, *(Path(arg).name for arg in args if isinstance(arg, str | Path))])
            reach(f"before {shown}")
            result = step(*args, **options)
            reach(f"after {shown}")
            return result

        return call

    for name in STEPS:
        setattr(os, name, watched(name, getattr(os, name)))
    vars(staging)["exchange"] = watched("exchange", vars(staging)["exchange"])
    act()
    os._exit(0)


def write(root: Path, files: dict[str, str]) -> None:
    """Write files without passing any point."""
    for name, text in files.items():
        path = root / name
        for parent in reversed(path.relative_to(root).parents):
            if not (root / parent).exists():
                make_folder(root / parent)
        path.write_text(text)


def tree(root: Path) -> dict[str, str] | None:
    """Return every file with its text, or None where there is no directory."""
    if not root.exists():
        return None
    return {str(path.relative_to(root)): path.read_text() for path in root.rglob("*") if path.is_file()}


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], Path(sys.argv[3]))
