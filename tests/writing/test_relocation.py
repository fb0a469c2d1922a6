from __future__ import annotations

import html

import pytest

from helpcentre.writing.relocation import Relocation, leads_to, moved_target

LOCALES = frozenset({"en", "fr"})
ARTICLE = Relocation("a/x.md", "b/c/y.md", LOCALES)
FOLDER = Relocation("a", "b", LOCALES, is_folder=True)

PATHS = [
    (ARTICLE, "en/a/x.md", "en/b/c/y.md"),
    (ARTICLE, "fr/a/x.md", "fr/b/c/y.md"),
    (ARTICLE, "a/x.md", "a/x.md"),
    (ARTICLE, "en/a/x.md.png", "en/a/x.md.png"),
    (FOLDER, "en/a/x.md", "en/b/x.md"),
    (FOLDER, "en/a/images/i.png", "en/b/images/i.png"),
    (FOLDER, "a/images/i.png", "b/images/i.png"),
    (FOLDER, "en/aa/x.md", "en/aa/x.md"),
    (FOLDER, "en/z/a/x.md", "en/z/a/x.md"),
    (FOLDER, "en/a", "en/b"),
]


@pytest.mark.parametrize(("relocation", "before", "after"), PATHS)
def test_what_becomes_of_a_path(relocation: Relocation, before: str, after: str) -> None:
    assert relocation.path(before) == after


# The file a link stands in, the link, and how it is spelled after `a/x.md` has become `b/c/y.md`.
LINKS = [
    ("en/a/z.md", "x.md", "../b/c/y.md"),
    ("en/a/z.md", "./x.md", "../b/c/y.md"),
    ("en/b/z.md", "./../a/x.md", "./c/y.md"),
    ("en/b/z.md", "../a/x.md?q=1#part", "c/y.md?q=1#part"),
    ("en/b/z.md", "../a/%78.md", "c/y.md"),
    ("en/index.md", "a/x.md", "b/c/y.md"),
    ("en/index.md", "fr/../a/x.md", "b/c/y.md"),
    ("fr/a/z.md", "../../en/a/x.md", "../../en/b/c/y.md"),
    ("en/a/z.md", "other.md", "other.md"),
    ("en/a/z.md", "x.md.png", "x.md.png"),
    ("en/a/z.md", "#x.md", "#x.md"),
    ("en/a/z.md", "/a/x.md", "/a/x.md"),
    ("en/a/z.md", "https://shop.example/a/x.md", "https://shop.example/a/x.md"),
    ("en/a/z.md", "mailto:x.md", "mailto:x.md"),
    ("en/a/z.md", "http://[x.md", "http://[x.md"),
    # in the file that moves
    ("en/a/x.md", "z.md#p", "../../a/z.md#p"),
    ("en/a/x.md", "x.md#p", "y.md#p"),
    ("en/a/x.md", "#p", "#p"),
    ("en/a/x.md", "../b/w.md", "../w.md"),
    ("en/a/x.md", "../b/c/w.md", "w.md"),
    ("en/a/x.md", "my%20file.md", "../../a/my%20file.md"),
    ("en/a/x.md", "größe.md", "../../a/größe.md"),
    ("en/a/x.md", "gr%C3%B6%C3%9Fe.md", "../../a/gr%C3%B6%C3%9Fe.md"),
    ("en/a/x.md", "images/i.png", "../../a/images/i.png"),
    ("en/a/x.md", "../../files/t.pdf", "../../../files/t.pdf"),
    ("en/a/x.md", "z/", "../../a/z/"),
]


@pytest.mark.parametrize(("file", "before", "after"), LINKS)
def test_what_becomes_of_a_link(file: str, before: str, after: str) -> None:
    assert moved_target(before, str, file, ARTICLE) == after


def test_within_a_folder_that_moves_nothing_changes() -> None:
    for link in ("x.md", "../a/x.md", "images/i.png", "deep/../x.md"):
        kept = moved_target(link, str, "en/a/z.md", FOLDER)
        assert leads_to(kept, "en/b/z.md") == FOLDER.path(leads_to(link, "en/a/z.md") or "")
    assert moved_target("x.md", str, "en/a/z.md", FOLDER) == "x.md"
    assert moved_target("../c/x.md", str, "en/a/z.md", FOLDER) == "../c/x.md"


def test_entities_of_what_stays_are_kept() -> None:
    assert moved_target("q&amp;a.md#x", html.unescape, "en/a/x.md", ARTICLE) == "../../a/q&amp;a.md#x"
