"""A build replaces the site as a whole or not at all, whatever happens to it."""

import contextlib
import json
import os
import re
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

import pytest

from file_trees import tree, write
from helpcentre.run import staging
from helpcentre.run.staging import Staging, StagingBusyError, StagingError, open_staging, recover
from helpcentre.run.trees import carry_over

HOOKS = Path(staging.__file__).parents[2]
HERE = Path(__file__).parent

OLD = {"index.html": "old", "fr/index.html": "vieux", "gone/deep/page.html": "old", ".git/HEAD": "ref"}
NEW = {"index.html": "new", "fr/index.html": "neuf", "added.html": "new"}


def hidden(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir() if path.name.startswith("."))


def without_exchange(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(staging, "exchange", lambda first, second: False)


@pytest.fixture(params=["exchange", "renames"])
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Both ways to swap."""
    name: str = request.param
    if name == "renames":
        without_exchange(monkeypatch)
    return name


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


KEPT = {".git/HEAD": "ref"}
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


# --- odd site directories

GOOD_NAMES = ["site", "ein Ort", "网站", "موقع", "-rf", ".hidden", "a.b.c", "a\nb", "x" * 240, "*?[a]", "~"]


@pytest.mark.parametrize("name", GOOD_NAMES)
def test_any_name_will_do(name: str, way: str, tmp_path: Path) -> None:
    site = write(tmp_path / "parent" / name, OLD)
    with open_staging(site) as place:
        write(place.path, NEW)
        place.publish()
    assert tree(site) == {**NEW, **KEPT}
    assert [path.name for path in site.parent.iterdir()] == [name]


@pytest.mark.parametrize(
    "given", ["site/", "./site", "elsewhere/../site", "site/fr/..", "link/site", "new/a/b/../site"]
)
def test_ways_to_name_a_site(given: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    write(tmp_path / "site", OLD)
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "link").symlink_to(".")
    monkeypatch.chdir(tmp_path)
    with open_staging(Path(given)) as place:
        write(place.path, NEW)
        place.publish()
    assert tree(Path(given).resolve()).items() >= NEW.items()


REFUSED: dict[str, tuple[str, str]] = {
    "a link": ("link", r"link: a symbolic link.*directory that it names \(real\)"),
    "a link to nothing": ("dangling", "a symbolic link"),
    "a file": ("file", "not a directory"),
    "the root": ("/", "a mount point"),
    "the working directory": (".", "holds the working directory"),
    "around the working directory": ("..", "holds the working directory"),
    "too long a name": ("x" * 250, "write beside it.*File name too long"),
    "far too long a name": ("x" * 300, "no place for a site.*File name too long"),
    "below a file": ("file/site", "(no place for a site|write beside it).*(Not a directory|File exists)"),
}


@pytest.mark.parametrize(("given", "message"), REFUSED.values(), ids=REFUSED.keys())
def test_refused(given: str, message: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    work = tmp_path / "work"
    write(work / "real", OLD)
    (work / "link").symlink_to("real")
    (work / "dangling").symlink_to("nowhere")
    (work / "file").write_text("text")
    monkeypatch.chdir(work)
    with pytest.raises(StagingError) as caught:
        open_staging(Path(given))
    assert re.search(message, str(caught.value), re.DOTALL)
    assert sorted(path.name for path in work.iterdir()) == ["dangling", "file", "link", "real"]
    assert tree(work / "real") == OLD


def test_a_site_that_becomes_a_link_during_the_build_is_refused(tmp_path: Path) -> None:
    real = write(tmp_path / "real", OLD)
    with open_staging(tmp_path / "site") as place:
        write(place.path, NEW)
        (tmp_path / "site").symlink_to(real)
        with pytest.raises(StagingError, match="a symbolic link"):
            place.publish()
    assert tree(real) == OLD


@pytest.mark.parametrize("mounted", ["mount -t tmpfs none site", "mount --bind site site"])
def test_a_mount_point_is_refused(mounted: str, tmp_path: Path) -> None:
    write(tmp_path / "site", {"index.html": "old"})
    build = (
        "from pathlib import Path\nfrom helpcentre.run.staging import *\n"
        "try:\n"
        "    with open_staging(Path('site')) as place:\n"
        "        (place.path / 'index.html').write_text('new'); place.publish()\n"
        "except StagingError as error: print(error)\n"
    )
    script = f'{mounted} || exit 77; "$0" -c "$1"; test -z "$(ls -A | grep ^[.])"'
    try:
        run = subprocess.run(
            ["unshare", "--user", "--map-root-user", "--mount", "sh", "-c", script, sys.executable, build],
            cwd=tmp_path,
            env={**os.environ, "PYTHONPATH": str(HOOKS)},
            capture_output=True,
            text=True,
        )
    except FileNotFoundError:
        pytest.skip("no unshare here")
    if run.returncode == 77 or "unshare" in run.stderr:
        pytest.skip("this system lets nobody mount")
    assert (run.returncode, run.stderr) == (0, "")
    assert re.search("site: (a mount point|could not be replaced)", run.stdout)
    assert tree(tmp_path / "site") == {"index.html": "old"}


# --- several at once


def test_a_second_build_is_told_who_is_building(tmp_path: Path) -> None:
    site = tmp_path / "site"
    for again in (open_staging, recover):
        with open_staging(site):
            with pytest.raises(StagingBusyError) as caught:
                again(site)
            assert caught.value.pid == os.getpid()
            assert caught.value.lock == tmp_path / ".site.lock"
            assert str(os.getpid()) in str(caught.value)
            assert ".site.lock" in str(caught.value)
    with open_staging(tmp_path / "site"), open_staging(tmp_path / "other"):
        pass  # another site beside it is no obstacle


def test_a_lock_file_that_a_killed_build_left_is_no_obstacle(tmp_path: Path) -> None:
    (tmp_path / ".site.lock").write_text("1\n")
    with open_staging(tmp_path / "site"):
        assert (tmp_path / ".site.lock").read_text() == f"{os.getpid()}\n"
    assert hidden(tmp_path) == []


def test_of_parallel_openers_one_at_a_time_has_the_staging(tmp_path: Path) -> None:
    inside: list[int] = []
    most: list[int] = []
    busy: list[StagingBusyError] = []
    published: list[int] = []
    start = threading.Barrier(8)

    def build(number: int) -> None:
        start.wait()
        for _ in range(15):
            try:
                with open_staging(tmp_path / "site") as place:
                    inside.append(number)
                    most.append(len(inside))
                    write(place.path, {"a": str(number), "b": str(number)})
                    inside.remove(number)
                    place.publish()
                    published.append(number)
            except StagingBusyError as error:
                busy.append(error)

    threads = [threading.Thread(target=build, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert max(most) == 1
    assert len(published) + len(busy) == 8 * 15
    assert busy
    files = tree(tmp_path / "site")
    assert files["a"] == files["b"]
    assert hidden(tmp_path) == []


def in_forked_child(act: Any) -> int:
    pid = os.fork()
    if pid == 0:
        try:
            act()
        except BaseException:
            os._exit(1)
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


def test_a_forked_child_cannot_end_its_parents_staging(tmp_path: Path) -> None:
    with open_staging(tmp_path / "site") as place:
        write(place.path, NEW)

        def leave_block() -> None:
            place.discard()
            Staging.__exit__(place, None, None, None)

        assert in_forked_child(leave_block) == 0
        assert in_forked_child(place.publish) == 1
        assert in_forked_child(lambda: open_staging(tmp_path / "site")) == 1  # still locked
        assert tree(place.path) == NEW
        place.publish()


def test_a_child_that_outlives_a_killed_build_does_not_hold_its_lock(tmp_path: Path) -> None:
    code = (
        "import os, sys\nfrom pathlib import Path\nfrom helpcentre.run.staging import open_staging\n"
        "place = open_staging(Path(sys.argv[1]))\n"
        "ready, tell = os.pipe()\n"
        "if os.fork():\n"
        "    os.read(ready, 1); print('forked', flush=True); os.kill(os.getpid(), 9)\n"
        "os.write(tell, b'!'); sys.stdin.read()\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code, str(tmp_path / "site")],
        env={**os.environ, "PYTHONPATH": str(HOOKS)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as build:
        assert build.wait() == -9
        with open_staging(tmp_path / "site"):
            pass
        assert build.stdin is not None
        build.stdin.close()


# --- carried over


def test_carried_over_by_hard_links(tmp_path: Path) -> None:
    source = write(tmp_path / "source", OLD)
    (source / "gone" / "link").symlink_to("deep")
    carry_over(source, tmp_path / "target")
    assert tree(tmp_path / "target") == tree(source)
    assert (tmp_path / "target/index.html").samefile(source / "index.html")
    assert (tmp_path / "target/gone/link").readlink() == Path("deep")


def test_carried_over_by_copies_where_links_are_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def refuse(*args: object, **options: object) -> None:
        raise OSError(18, "Invalid cross-device link")

    monkeypatch.setattr(os, "link", refuse)
    source = write(tmp_path / "source", OLD)
    carry_over(source, tmp_path / "target")
    assert tree(tmp_path / "target") == OLD
    assert not (tmp_path / "target/index.html").samefile(source / "index.html")


def test_what_is_there_already_stays(tmp_path: Path) -> None:
    carry_over(write(tmp_path / "source", OLD), write(tmp_path / "target", NEW))
    assert tree(tmp_path / "target") == {**OLD, **NEW}


def test_skipped_at_the_top_only(tmp_path: Path) -> None:
    source = write(tmp_path / "source", {"a/fr/x": "1", "fr/x": "2", "de/x": "3"})
    carry_over(source, tmp_path / "target", skip=["fr", "de", "es"])
    assert tree(tmp_path / "target") == {"a/fr/x": "1"}
