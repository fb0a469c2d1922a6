from __future__ import annotations

import os
import socket
from collections.abc import Callable
from pathlib import Path

import pytest

from helpcentre.content.file_tree import address_fault, files_below
from helpcentre.inputs import tree_digest
from helpcentre.reports import render
from trees import catalogue_of, findings_of, places

RULE = "encoding-invalid"


def bind(place: Path) -> None:
    with socket.socket(socket.AF_UNIX) as ear:
        os.chdir(place.parent)
        ear.bind(place.name)


def name(data: bytes) -> Callable[[Path], object]:
    return lambda place: Path(os.fsdecode(os.fsencode(place.parent) + b"/" + data)).write_bytes(b"x")


# What is made in the place of en/b.md, the path that is told, and the fault.
UNREADABLE: dict[str, tuple[Callable[[Path], object], str, str]] = {
    "a link to nowhere": (lambda place: place.symlink_to("gone.md"), "en/b.md", "leads nowhere"),
    "a link to itself": (lambda place: place.symlink_to("b.md"), "en/b.md", "leads nowhere"),
    "a link to its folder": (lambda place: place.symlink_to("."), "en/b.md", "leads back"),
    "a link to the folder above": (lambda place: place.symlink_to(".."), "en/b.md", "leads back"),
    "a pipe": (os.mkfifo, "en/b.md", "is no file"),
    "a socket": (bind, "en/b.md", "is no file"),
    "bytes that are no UTF-8": (name(b"\xff.md"), "en/\\xff.md", "none of a name"),
    "bytes that are no UTF-8, of a picture": (name(b"\xff.png"), "en/\\xff.png", "none of a name"),
    "a line end": (name(b"b\n.md"), "en/b\\n.md", "none of a name"),
    "a separator of lines": (name("b\u2028.md".encode()), "en/b\\u2028.md", "none of a name"),
}


@pytest.mark.parametrize(("make", "path", "fault"), UNREADABLE.values(), ids=UNREADABLE)
def test_what_cannot_be_read_is_told_and_left_out(
    make: Callable[[Path], object], path: str, fault: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "docs" / "en").mkdir(parents=True)
    make(tmp_path / "docs" / "en" / "b.md")
    catalogue = catalogue_of(tmp_path, {"en/a.md": "# A\n", "en/c.md": "# C\n"})
    (found,) = catalogue.findings
    assert (found.rule, found.path, found.line) == (RULE, path, 1)
    assert fault in found.message
    assert list(catalogue.source_files) == ["a.md", "c.md"]
    assert catalogue.assets == frozenset()
    for form in ("text", "json", "github"):
        assert render([found], form, "docs").encode()
    before = tree_digest([tmp_path / "docs"])
    (tmp_path / "docs" / "en" / "c.md").write_text("# Changed\n", encoding="utf-8")
    assert tree_digest([tmp_path / "docs"]) != before, "what stands after it counts"


def test_links_to_files_and_folders_elsewhere_are_followed(tmp_path: Path) -> None:
    (tmp_path / "shared").mkdir()
    (tmp_path / "shared" / "x.md").write_text("x", encoding="utf-8")
    docs = tmp_path / "docs"
    (docs / "a").mkdir(parents=True)
    (docs / "a" / "folder").symlink_to("../../shared")
    (docs / "b").symlink_to("a")
    (docs / "x.md").symlink_to("../shared/x.md")
    assert [file.path for file in files_below(str(docs))] == ["a/folder/x.md", "b/folder/x.md", "x.md"]
    assert not any(file.fault for file in files_below(str(docs)))


def test_links_that_lead_to_each_other_end(tmp_path: Path) -> None:
    for one, other in (("a", "b"), ("b", "a")):
        (tmp_path / one).mkdir()
        (tmp_path / one / "to").symlink_to(f"../{other}")
    found = list(files_below(str(tmp_path)))
    assert [file.path for file in found if file.fault] == ["a/to/to", "b/to/to"]
    assert tree_digest([tmp_path])


@pytest.mark.parametrize("character", "#?%\\:")
def test_a_name_that_browsers_cut_is_told(character: str, tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {f"en/a{character}41.md": "# A\n", "en/a#.png": b"", "en/_snippets/a#.md": "x\n"}
    found = findings_of(tmp_path, files, RULE)
    assert places(found) == [(RULE, f"en/a{character}41.md", 1)]
    assert f'holds "{character}"' in found[0].message


@pytest.mark.parametrize("path", ["a/b.md", "日本語.md", "e\u0301.md", "two words.md", "it's (1) [2]&+,;=@!$*~.md"])
def test_other_names_are_whole_in_an_address(path: str) -> None:
    assert address_fault(path) == ""
