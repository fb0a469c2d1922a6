"""Many files replaced as one step, and killed at every one of its steps."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from helpcentre.run import replacement
from helpcentre.run.replacement import JOURNAL, ReplacementBusyError, recover, replace_files

OLD = {"en/a/x.md": b"old x", "en/n.md": b"old n", "keep.md": b"kept"}
WRITES = {"en/b/c/y.md": b"new x", "en/n.md": b"new n", "redirects.yml": b"x: y"}
REMOVED = ["en/a/x.md"]
NEW = {**WRITES, "keep.md": b"kept"}


class Killed(BaseException):
    """What no `except` of a command catches."""


def tree(root: Path) -> dict[str, bytes]:
    return {file.relative_to(root).as_posix(): file.read_bytes() for file in root.rglob("*") if file.is_file()}


def written(root: Path) -> Path:
    for name, data in OLD.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(data)
    (root / "en/a/x.md").chmod(0o640)
    return root


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return written(tmp_path)


def replace(root: Path) -> None:
    replace_files(root, WRITES, REMOVED, {"en/b/c/y.md": "en/a/x.md"}, "x -> y")


def test_files_are_written_and_removed_and_empty_folders_go(root: Path) -> None:
    replace(root)
    assert tree(root) == NEW
    assert not (root / "en/a").exists()
    assert (root / "en/b/c/y.md").stat().st_mode & 0o777 == 0o640
    assert recover(root) == ""


def interrupt(monkeypatch: pytest.MonkeyPatch, at: int, error: BaseException) -> Callable[[], int]:
    """Have the `at`-th change of the tree fail; returns what counts them."""
    count = 0

    def counted(method: Callable[..., Any]) -> Callable[..., Any]:
        def call(*arguments: Any, **keywords: Any) -> Any:
            nonlocal count
            count += 1
            if count == at:
                raise error
            return method(*arguments, **keywords)

        return call

    for name in ("write_bytes", "write_text", "replace", "unlink", "mkdir", "rmdir"):
        monkeypatch.setattr(Path, name, counted(getattr(Path, name)))
    return lambda: count


def steps(root: Path) -> int:
    with pytest.MonkeyPatch.context() as patch:
        count = interrupt(patch, 0, Killed())
        replace(root)
        return count()


def killed(root: Path, at: int, error: BaseException | None = None) -> None:
    error = error or Killed()
    with pytest.MonkeyPatch.context() as patch:
        interrupt(patch, at, error)
        with pytest.raises(type(error)):
            replace(root)


def test_whenever_it_is_killed_the_next_command_has_the_old_tree_or_the_new(tmp_path_factory: Any) -> None:
    def fresh() -> Path:
        return written(tmp_path_factory.mktemp("tree"))

    total = steps(fresh())
    assert total > 12
    outcomes = set()
    for at in range(1, total + 1):
        root = fresh()
        killed(root, at)
        label = recover(root)
        found = {path: data for path, data in tree(root).items() if not Path(path).name.startswith(".")}
        assert found == (NEW if label or found == NEW else OLD), at
        assert set(tree(root)) - set(found) <= {f"{JOURNAL}.new"}, at
        assert not (root / JOURNAL).exists()
        outcomes.add(label)
        replace(root) if found == OLD else None
        assert tree(root) == NEW or found == NEW, at
    assert outcomes == {"", "x -> y"}


def test_a_recovery_may_be_killed_as_well(root: Path) -> None:
    other = written(root.parent / f"{root.name}-other")
    killed(root, steps(other) - 5)
    assert (root / "en/a/x.md").exists()
    while (root / JOURNAL).exists():
        for at in (1, 2, 3):
            with pytest.MonkeyPatch.context() as patch:
                interrupt(patch, at, Killed())
                try:
                    recover(root)
                except Killed:
                    continue
        recover(root)
    assert tree(root) == NEW


def test_a_full_disk_leaves_the_old_tree(root: Path) -> None:
    killed(root, 6, OSError(28, "No space left on device"))
    assert tree(root) == OLD
    assert not (root / "en/b").exists()


def test_two_commands_do_not_change_a_tree_at_once(root: Path) -> None:
    descriptor = os.open(root, os.O_RDONLY)
    fcntl.flock(descriptor, fcntl.LOCK_EX)
    try:
        with pytest.raises(ReplacementBusyError, match="another command"):
            replace(root)
    finally:
        os.close(descriptor)
    assert tree(root) == OLD
    assert replacement.recover(root) == ""
