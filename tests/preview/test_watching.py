"""Which changes are told of, at once or by looking, and that reading is none."""

from __future__ import annotations

import errno
import logging
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import watchdog.observers.inotify

from helpcentre.preview.watching import Watcher

PATIENCE = 30.0


class Told:
    """What a watcher has told of."""

    def __init__(self) -> None:
        self._paths: set[Path] = set()
        self._condition = threading.Condition()

    def __call__(self, paths: set[Path]) -> None:
        with self._condition:
            self._paths |= paths
            self._condition.notify_all()

    def heard(self, path: Path, seconds: float) -> bool:
        """Whether a path is told of within some time."""
        with self._condition:
            return self._condition.wait_for(lambda: path in self._paths, seconds)

    def wait_for(self, *paths: Path) -> set[Path]:
        """Return all that was told of, as soon as the paths are in it; it is then forgotten."""
        with self._condition:
            assert self._condition.wait_for(lambda: self._paths >= set(paths), PATIENCE), self._paths
            told, self._paths = self._paths, set()
        return told


@pytest.fixture
def docs(tmp_path: Path) -> Path:
    docs = tmp_path / "docs"
    (docs / "en" / "topic").mkdir(parents=True)
    (docs / "en" / "topic" / "article.md").write_text("old", encoding="utf-8")
    (tmp_path / "mkdocs.yml").write_text("old", encoding="utf-8")
    return docs


@pytest.fixture
def begin(docs: Path) -> Iterator[Callable[[Told], Watcher]]:
    started: list[Watcher] = []

    def begin(told: Told) -> Watcher:
        watcher = Watcher(told, logging.getLogger("test"))
        watcher.schedule(None, str(docs), recursive=True)
        watcher.schedule(None, str(docs.parent / "mkdocs.yml"), recursive=True)
        watcher.start()
        started.append(watcher)
        return watcher

    yield begin
    for watcher in started:
        watcher.stop()
        watcher.join()


def replaced(file: Path, text: str) -> None:
    """Change a file as many editors do."""
    new = file.with_name(f".{file.name}.new")
    new.write_text(text, encoding="utf-8")
    new.replace(file)


@pytest.mark.parametrize("how", ["told", "poll"])
def test_changes_are_seen(
    docs: Path, begin: Callable[[Told], Watcher], how: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HELPCENTRE_WATCH", how)
    told = Told()
    watcher = begin(told)
    assert watcher.native is (how == "told")
    article, config = docs / "en" / "topic" / "article.md", docs.parent / "mkdocs.yml"

    article.write_text("newer", encoding="utf-8")
    told.wait_for(article)
    for number in range(2):  # a file that is replaced is another one: it is watched all the same
        replaced(article, f"replaced {number}")
        told.wait_for(article)
        replaced(config, f"replaced {number}")
        told.wait_for(config)

    folder = docs / "fr" / "new"
    folder.mkdir(parents=True)
    (folder / "article.md").write_text("new", encoding="utf-8")
    told.wait_for(folder / "article.md")
    (folder / "article.md").rename(folder / "other.md")
    told.wait_for(folder / "article.md", folder / "other.md")
    (folder / "other.md").unlink()
    told.wait_for(folder / "other.md")
    (docs / "en" / "topic").rename(docs / "en" / "subject")
    told.wait_for(docs / "en" / "topic")


@pytest.mark.parametrize("how", ["told", "poll"])
def test_a_folder_that_another_has_taken_the_place_of_is_watched(
    docs: Path, begin: Callable[[Told], Watcher], how: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HELPCENTRE_WATCH", how)
    told = Told()
    begin(told)
    for number in range(2):
        docs.rename(docs.with_name(f"branch-{number}"))
        told.wait_for(docs)
        (docs / "en").mkdir(parents=True)
        told.wait_for(docs)
        article = docs / "en" / "article.md"
        deadline = time.monotonic() + PATIENCE
        while not told.heard(article, 1.0):  # a first look may be after a change
            assert time.monotonic() < deadline
            replaced(article, str(time.monotonic()))


def test_reading_and_what_is_beside_a_watched_file_are_not_told_of(
    docs: Path, begin: Callable[[Told], Watcher]
) -> None:
    told = Told()
    assert begin(told).native
    article = docs / "en" / "topic" / "article.md"
    (docs.parent / "beside.yml").write_text("new", encoding="utf-8")
    article.read_text("utf-8")
    assert list(article.parent.iterdir()) == [article]
    last = docs / "last.md"
    last.write_text("", encoding="utf-8")
    assert told.wait_for(last) == {last}


def test_what_links_lead_to_is_looked_at(
    docs: Path, tmp_path: Path, begin: Callable[[Told], Watcher], caplog: pytest.LogCaptureFixture
) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (docs / "fr").symlink_to(elsewhere, target_is_directory=True)
    told = Told()
    with caplog.at_level(logging.INFO):
        assert not begin(told).native
    assert f"what {docs / 'fr'} leads to has to be looked at" in caplog.text
    (elsewhere / "article.md").write_text("new", encoding="utf-8")
    told.wait_for(docs / "fr" / "article.md")


@pytest.mark.parametrize("step", ["instances", "watches"])
def test_a_system_that_allows_no_more_watches(
    docs: Path,
    begin: Callable[[Told], Watcher],
    step: str,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    def full(*_: object) -> int:
        raise OSError(errno.ENOSPC if step == "watches" else errno.EMFILE, "limit reached")

    if step == "instances":
        monkeypatch.setattr(watchdog.observers.inotify.InotifyFD, "_create_inotify_fd", full)
    else:
        monkeypatch.setattr(watchdog.observers.inotify.InotifyFD, "_get_or_create_watch", full)
    told = Told()
    with caplog.at_level(logging.INFO):
        assert not begin(told).native
    assert "limit reached" in caplog.text
    (docs / "new.md").write_text("new", encoding="utf-8")
    told.wait_for(docs / "new.md")
