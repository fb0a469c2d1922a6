from __future__ import annotations

import logging
import os
import pickle
import threading
from pathlib import Path

import pytest

from helpcentre.run.store import Store, StoredFile
from helpcentre.run.trees import files_of


class Acting:
    """A value that does something when it is read."""

    def __reduce__(self) -> tuple[object, tuple[str]]:
        return os.system, ("true",)


def test_a_value_comes_back(tmp_path: Path) -> None:
    store = Store(tmp_path / "cache")
    value = {"a": (1, "two", frozenset({3})), "file": StoredFile("a/b.html", "12", 3, 4)}
    store.save("shelf/one", value)
    assert store.load("shelf/one") == value
    assert store.load("shelf/two") is None


@pytest.mark.parametrize("damage", ["cut", "turned", "emptied", "foreign"])
def test_a_damaged_value_is_not_there_and_that_is_told(
    damage: str, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    store, file = Store(tmp_path), tmp_path / "one"
    store.save("one", list(range(1000)))
    data = bytearray(file.read_bytes())
    if damage == "turned":
        data[-5] ^= 1
    file.write_bytes({"cut": data[:-7], "turned": data, "emptied": b"", "foreign": pickle.dumps(1)}[damage])
    assert store.load("one") is None
    assert "is damaged" in caplog.text
    store.save("one", 7)
    assert store.load("one") == 7


def test_no_value_can_act(tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.save("one", Acting())
    assert store.load("one") is None


def test_writers_side_by_side_leave_one_whole_value(tmp_path: Path) -> None:
    store = Store(tmp_path)
    stop = threading.Event()

    def write(number: int) -> None:
        while not stop.is_set():
            store.save(f"{number % 2}", [number] * 2000)

    threads = [threading.Thread(target=write, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    try:
        for _ in range(300):
            value = store.load("0")
            assert value is None or (len(value) == 2000 and len(set(value)) == 1)
    finally:
        stop.set()
        for thread in threads:
            thread.join()


def page(folder: Path, text: str = "<p>a page</p>") -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / "index.html"
    file.write_text(text, encoding="utf-8")
    return file


def test_a_file_comes_back_without_taking_room(tmp_path: Path) -> None:
    store = Store(tmp_path / "cache")
    kept = store.keep(page(tmp_path / "site"), "a/index.html")
    assert kept is not None
    assert store.put(kept, tmp_path / "next")
    assert (tmp_path / "next" / "a" / "index.html").samefile(tmp_path / "site" / "index.html")


def test_a_file_stays_that_is_the_stores_own_and_another_goes(tmp_path: Path) -> None:
    store, site = Store(tmp_path / "cache"), tmp_path / "site"
    kept = store.keep(page(site), "index.html")
    assert kept is not None
    assert store.put(kept, site, files_of(site)["index.html"])
    assert (site / "index.html").stat().st_nlink == 2
    (site / "index.html").unlink()
    page(site, "somebody's")
    assert store.put(kept, site, files_of(site)["index.html"])
    assert (site / "index.html").samefile(*(tmp_path / "cache" / "files").glob("*/*"))


def test_a_file_that_was_written_into_is_not_there(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    store = Store(tmp_path / "cache")
    kept = store.keep(page(tmp_path / "site"), "a/index.html")
    assert kept is not None
    (tmp_path / "site" / "index.html").write_text("<p>another</p>", encoding="utf-8")
    assert not store.put(kept, tmp_path / "next")
    assert "is damaged" in caplog.text
    again = store.keep(page(tmp_path / "site2"), "a/index.html")
    assert again is not None
    assert store.put(again, tmp_path / "next")


@pytest.mark.parametrize("door", ["keep", "add"])
def test_what_is_damaged_without_another_size_is_made_good(door: str, tmp_path: Path) -> None:
    store, text = Store(tmp_path / "cache"), "<p>one</p>"
    store.keep(page(tmp_path / "one", text), "index.html")
    (place,) = (tmp_path / "cache" / "files").glob("*/*")
    place.write_text(text.upper(), encoding="utf-8")
    file = page(tmp_path / "two", text)
    kept = store.keep(file, "index.html") if door == "keep" else store.add(file.read_bytes(), "index.html")
    assert kept is not None
    assert store.put(kept, tmp_path / "site")
    assert (tmp_path / "site" / "index.html").read_text(encoding="utf-8") == text


def test_a_file_that_was_carried_to_another_machine_is_there(tmp_path: Path) -> None:
    store = Store(tmp_path / "cache")
    kept = store.keep(page(tmp_path / "site"), "a/index.html")
    assert kept is not None
    (place,) = (tmp_path / "cache" / "files").glob("*/*")
    os.utime(place, (1, 1))
    assert store.put(kept, tmp_path / "next")


def test_what_nobody_names_goes_after_a_while(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = Store(tmp_path / "cache")
    one, two = (store.keep(page(tmp_path / name, name), "a/index.html") for name in ("one", "two"))
    assert one is not None
    assert two is not None
    store.prune({one.digest})
    assert store.count_files() == 2, "a build beside this one may want it"
    monkeypatch.setattr("helpcentre.run.store._KEPT_SECONDS", -1.0)
    store.prune({one.digest})
    assert store.count_files() == 1
    assert store.put(one, tmp_path / "next")


def test_a_store_that_is_off_keeps_nothing(tmp_path: Path) -> None:
    store = Store(None)
    store.save("one", 1)
    assert store.load("one") is None
    assert store.keep(page(tmp_path), "index.html") is None
    assert list(tmp_path.iterdir()) == [tmp_path / "index.html"]


def test_a_folder_that_cannot_be_written_to_is_told(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    (tmp_path / "cache").write_text("a file", encoding="utf-8")
    store = Store(tmp_path / "cache", logging.getLogger("told"))
    store.save("one", 1)
    assert "cannot be written to" in caplog.text
    assert store.load("one") is None
