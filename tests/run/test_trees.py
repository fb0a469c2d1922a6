"""A tree becomes another: what is known of it, what goes, and what comes."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from file_trees import tree, write
from helpcentre.run.trees import carry_over, files_of, link_or_copy, merge, remove
from run.staged_sites import NEW, OLD


def folders(root: Path) -> set[str]:
    return {str(path.relative_to(root)) for path in root.rglob("*") if path.is_dir()}


def test_files_are_known_by_what_they_are(tmp_path: Path) -> None:
    root = write(tmp_path / "site", {"index.html": "one", "fr/a/index.html": "two", "fr/.b": "three"})
    os.link(root / "index.html", root / "same.html")
    found = files_of(root)
    assert found.keys() == {"index.html", "same.html", "fr/a/index.html", "fr/.b"}
    assert found["index.html"] == found["same.html"] != found["fr/.b"]


def test_what_no_build_makes_is_removed_and_nothing_outside(tmp_path: Path) -> None:
    outside = write(tmp_path / "outside", {"kept.txt": "kept"})
    root = write(tmp_path / "site", {"index.html": "one", ".git/refs/heads": "x", ".nojekyll": "", "a/b/c.html": "c"})
    (root / "empty" / "deep").mkdir(parents=True)
    (root / "linked").symlink_to(outside)
    (root / "a" / "kept.txt").symlink_to(outside / "kept.txt")
    assert files_of(root).keys() == {"index.html", "a/b/c.html"}
    assert tree(root).keys() == {"index.html", "a/b/c.html"}
    assert folders(root) == {"a", "a/b"}
    assert tree(outside) == {"kept.txt": "kept"}


def test_a_removed_file_takes_the_folders_with_it_that_it_leaves_empty(tmp_path: Path) -> None:
    root = write(tmp_path / "site", {"index.html": "", "a/b/c.html": "", "a/b/d.html": "", "e/f/g.html": ""})
    remove(root, ["a/b/c.html", "e/f/g.html"])
    assert tree(root).keys() == {"index.html", "a/b/d.html"}
    assert folders(root) == {"a", "a/b"}
    remove(root, ["index.html", "a/b/d.html"])
    assert list(root.iterdir()) == []


def test_what_is_gone_already_need_not_be_removed(tmp_path: Path) -> None:
    root = write(tmp_path / "site", {"index.html": "", "a/b.html": ""})
    remove(root, ["a/c.html", "d/e.html", "a/b.html"])
    assert tree(root).keys() == {"index.html"}


@pytest.mark.parametrize("links", [True, False])
def test_a_second_name(links: bool, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError("no links here")

    root = write(tmp_path, {"one": "text"})
    if not links:
        monkeypatch.setattr(os, "link", refuse)
    link_or_copy(root / "one", root / "two")
    assert tree(root) == {"one": "text", "two": "text"}
    assert (root / "one").samefile(root / "two") is links


def test_merged(tmp_path: Path) -> None:
    old = write(tmp_path / "old", {"index.html": "old", "a/kept.html": "kept", "a/changed.html": "old"})
    new = write(
        tmp_path / "new", {"index.html": "new", "a/changed.html": "new", "a/b/c.html": "new", "d/e.html": "new"}
    )
    os.link(old / "index.html", tmp_path / "other name of the old")
    merge(new, old)
    assert tree(old) == {
        "index.html": "new",
        "a/kept.html": "kept",
        "a/changed.html": "new",
        "a/b/c.html": "new",
        "d/e.html": "new",
    }
    assert (tmp_path / "other name of the old").read_text() == "old", "a file is replaced, not written into"


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
