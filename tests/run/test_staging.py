"""A build replaces the site as a whole or not at all, whatever happens to it."""

import contextlib
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from file_trees import tree, write
from helpcentre.run import staging
from helpcentre.run.staging import StagingError, open_staging, recover
from run.staged_sites import KEPT, NEW, OLD, hidden, without_exchange

HOOKS = Path(staging.__file__).parents[2]
HERE = Path(__file__).parent

# --- killed


def killed_builds(way: str, state: str, folder: Path) -> list[dict[str, Any]]:
    run = subprocess.run(
        [sys.executable, str(HERE / "kill_at_each_step.py"), way, state, str(folder)],
        env={**os.environ, "PYTHONPATH": str(HOOKS)},
        capture_output=True,
        text=True,
        check=True,
    )
    return [json.loads(line) for line in run.stdout.splitlines()]


POINTS = {
    ("exchange", "whole"): ["exchange .site.staging site", "rmdir .site.staging", "unlink .site.lock"],
    ("spare", "whole"): [
        "rename spare .site.staging",
        "exchange .site.staging site",
        "rename .site.staging spare",
        "unlink .site.lock",
    ],
    ("exchange", "empty"): ["exchange .site.staging site"],
    ("exchange", "missing"): ["rename .site.staging site"],
    ("renames", "whole"): [
        "rename .site.staging .site.next",
        "rename site .site.previous",
        "rename .site.next site",
        "rename .site.previous .site.staging",
        "rmdir .site.staging",
    ],
    ("renames", "empty"): ["rename .site.staging .site.next", "rename site .site.previous"],
    ("renames", "missing"): ["rename .site.staging site"],
}


@pytest.mark.parametrize(("way", "state"), POINTS)
def test_a_build_killed_at_any_step_leaves_the_old_or_the_new_site(way: str, state: str, tmp_path: Path) -> None:
    rows = killed_builds(way, state, tmp_path)
    old: dict[str, str] | None = {"whole": OLD, "empty": {}, "missing": None}[state]
    new = {**NEW, **KEPT} if state == "whole" else NEW

    reached = {row["point"] for row in rows}
    named = {f"{side} {point}" for point in POINTS[way, state] for side in ("before", "after")}
    assert named <= reached
    assert all(os.WTERMSIG(row["status"]) == 9 for row in rows)
    for row in rows:
        assert row["after"] in (old, new), row
        assert row["left"] == [], row
        if way != "renames":
            assert row["found"] in (old, new), row
            assert row["found"] == row["after"], row
    # Both outcomes occur, and once a build has got as far as the new site it is never taken back.
    outcomes = [row["after"] == new for row in rows]
    assert outcomes == sorted(outcomes)
    assert {False, True} == set(outcomes)


# --- published, discarded


@pytest.mark.parametrize("before", [OLD, {}, None], ids=["whole", "empty", "missing"])
def test_published(before: dict[str, str] | None, way: str, tmp_path: Path) -> None:
    site = tmp_path / "site"
    if before is not None:
        site.mkdir()
        write(site, before)
    with open_staging(site) as place:
        assert place.path.parent == site.parent
        assert list(place.path.iterdir()) == []
        write(place.path, NEW)
        place.publish()
    assert tree(site) == ({**NEW, **KEPT} if before else NEW)
    assert hidden(tmp_path) == []


def test_what_the_build_writes_wins_over_a_hidden_name_of_the_old_site(tmp_path: Path) -> None:
    site = write(tmp_path / "site", {"index.html": "old", ".well-known/a.txt": "old", ".nojekyll": ""})
    with open_staging(site) as place:
        write(place.path, {"index.html": "new", ".well-known/a.txt": "new"})
        place.publish()
    assert tree(site) == {"index.html": "new", ".well-known/a.txt": "new", ".nojekyll": ""}


def test_the_mode_of_the_site_stays(way: str, tmp_path: Path) -> None:
    site = write(tmp_path / "site", OLD)
    site.chmod(0o2751)
    with open_staging(site) as place:
        write(place.path, NEW)
        place.publish()
    assert site.stat().st_mode & 0o7777 == 0o2751


@pytest.mark.parametrize("end", ["exception", "block without publish", "discard twice"])
def test_discarded(end: str, tmp_path: Path) -> None:
    site = write(tmp_path / "site", OLD)
    with contextlib.suppress(ZeroDivisionError), open_staging(site) as place:
        write(place.path, NEW)
        if end == "exception":
            raise ZeroDivisionError
        if end == "discard twice":
            place.discard()
            place.discard()
    assert tree(site) == OLD
    assert hidden(tmp_path) == []


def test_a_staging_ends_once(tmp_path: Path) -> None:
    with open_staging(tmp_path / "site") as place:
        write(place.path, NEW)
        place.publish()
        with pytest.raises(StagingError, match="already published"):
            place.publish()
        place.discard()
    assert tree(tmp_path / "site") == NEW


def test_an_empty_build_replaces_nothing(tmp_path: Path) -> None:
    site = write(tmp_path / "site", OLD)
    with open_staging(site) as place, pytest.raises(StagingError, match="empty"):
        place.publish()
    assert tree(site) == OLD
    assert hidden(tmp_path) == []


def test_a_swap_that_fails_half_way_is_taken_back(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    without_exchange(monkeypatch)
    site = write(tmp_path / "site", OLD)
    rename = Path.rename

    def failing(self: Path, target: Path) -> Path:
        if self.name == ".site.next" and target == site:
            raise PermissionError(13, "Permission denied", str(self))
        return rename(self, target)

    with open_staging(site) as place:
        write(place.path, NEW)
        monkeypatch.setattr(Path, "rename", failing)
        with pytest.raises(StagingError, match="could not be replaced") as caught:
            place.publish()
    assert "Permission denied" in str(caught.value)
    assert tree(site) == OLD
    assert hidden(tmp_path) == []


def test_a_relative_site_stays_where_it_was_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path)
    with open_staging(Path("site")) as place:
        write(place.path, NEW)
        monkeypatch.chdir("elsewhere")
        place.publish()
    assert tree(tmp_path / "site") == NEW


# --- a spare tree


def test_the_old_site_is_what_the_next_build_begins_with(way: str, tmp_path: Path) -> None:
    site, spare = write(tmp_path / "site", OLD), tmp_path / "cache" / "spare"
    with open_staging(site, spare) as place:
        assert place.found == {}
        write(place.path, NEW)
        place.publish()
    assert tree(site) == {**NEW, **KEPT}
    assert hidden(tmp_path) == []
    with open_staging(site, spare) as place:
        assert not spare.exists()
        assert place.found.keys() == OLD.keys() - KEPT.keys() == tree(place.path).keys()
        write(place.path, {"index.html": "newer"})
        place.publish()
    assert tree(site) == {**OLD, "index.html": "newer"}, "hidden names are the site's at the time of the swap"
    assert hidden(tmp_path) == []


@pytest.mark.parametrize("left", ["a discarded build", "a killed build"])
def test_what_was_not_published_is_what_the_next_build_begins_with(left: str, tmp_path: Path) -> None:
    site, spare = write(tmp_path / "site", OLD), tmp_path / "cache" / "spare"
    if left == "a killed build":
        write(tmp_path / ".site.staging", {**NEW, ".parts/fr/index.html": "half"})
    else:
        with open_staging(site, spare) as place:
            write(place.path, {**NEW, ".parts/fr/index.html": "half"})
    with open_staging(site, spare) as place:
        assert place.found.keys() == NEW.keys() == tree(place.path).keys()
    assert tree(site) == OLD
    assert hidden(tmp_path) == []


def test_a_tree_that_cannot_be_kept_is_removed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    site, spare = write(tmp_path / "site", OLD), write(tmp_path / "cache" / "spare", OLD)
    with open_staging(site, spare) as place:
        write(place.path, NEW)
        write(spare, OLD)  # another build beside this one has put it there
        place.publish()
    assert tree(spare) == OLD
    assert hidden(tmp_path) == []
    monkeypatch.setattr(staging, "files_of", lambda path: (path / "no such file").stat())
    with open_staging(site, spare) as place:
        assert list(place.path.iterdir()) == []
        assert place.found == {}
    assert hidden(tmp_path) == []


# --- recovery

RECOVERIES: dict[str, tuple[dict[str, dict[str, str]], str, dict[str, str] | None]] = {
    "nothing there": ({}, "untouched", None),
    "a site alone": ({"site": OLD}, "untouched", OLD),
    "stale staging": ({"site": OLD, ".site.staging": NEW}, "untouched", OLD),
    "not yet swapped": ({"site": OLD, ".site.next": NEW}, "untouched", OLD),
    "between the renames": ({".site.previous": OLD, ".site.next": NEW}, "completed", NEW),
    "swapped, old tree still there": ({"site": NEW, ".site.previous": OLD}, "untouched", NEW),
    "only the previous": ({".site.previous": OLD}, "restored", OLD),
    "a server made the folder anew": ({"site": {}, ".site.previous": OLD}, "restored", OLD),
    "first build": ({".site.next": NEW}, "completed", NEW),
    "half a first build": ({".site.staging": NEW}, "untouched", None),
}


@pytest.mark.parametrize(("found", "outcome", "site"), RECOVERIES.values(), ids=RECOVERIES.keys())
@pytest.mark.parametrize("door", ["recover", "open_staging"])
def test_recovery(
    door: str,
    found: dict[str, dict[str, str]],
    outcome: str,
    site: dict[str, str] | None,
    tmp_path: Path,
) -> None:
    for name, files in found.items():
        (tmp_path / name).mkdir()
        write(tmp_path / name, files)
    if door == "recover":
        assert recover(tmp_path / "site") == outcome
    else:
        with open_staging(tmp_path / "site") as place:
            assert place.recovery == outcome
            assert list(place.path.iterdir()) == []
    assert (tree(tmp_path / "site") if (tmp_path / "site").exists() else None) == site
    assert hidden(tmp_path) == []


def test_recovery_asked_for_nothing_makes_no_folder(tmp_path: Path) -> None:
    assert recover(tmp_path / "no" / "site") == "untouched"
    assert list(tmp_path.iterdir()) == []
