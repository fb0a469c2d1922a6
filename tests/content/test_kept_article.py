"""Articles whose text is in memory only while somebody asks for it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from helpcentre.content.front_matter import FrontMatter, Head
from helpcentre.content.kept_article import KeptArticle, Parts, expect_pages, forget_loaded
from helpcentre.content.markdown import Document, parse
from helpcentre.content.yaml_source import YamlDocument

META = FrontMatter(description="A text.")
HEAD = Head(META, YamlDocument(None), "Text.", 5, ())
DOCUMENT: Document = parse("Text.", 5)


class Shelf:
    """Where articles are read from, and how often that was."""

    def __init__(self) -> None:
        self.read = 0

    def load(self) -> Parts:
        self.read += 1
        return Parts(HEAD.document, HEAD.body, HEAD.body_line, HEAD.findings, DOCUMENT)


def article(number: int, shelf: Shelf) -> KeptArticle:
    return KeptArticle(f"en/{number}.md", "", "", False, None, False, lambda: (META, {}), lambda: shelf.load())


@pytest.fixture(autouse=True)
def _as_before() -> Iterator[None]:
    yield
    expect_pages(0)
    forget_loaded()


@pytest.mark.parametrize(("expected", "times"), [(400, 1), (2_500, 1), (2_501, 2), (100_000, 2)])
def test_texts_stay_if_those_of_all_pages_can(expected: int, times: int) -> None:
    shelf = Shelf()
    expect_pages(expected)
    articles = [article(number, shelf) for number in range(400)]
    for _ in range(2):
        for one in articles:
            assert (one.head, one.document) == (HEAD, DOCUMENT), "both are read at once"
    assert shelf.read == 400 * times


def test_what_is_expected_again_is_not_forgotten() -> None:
    shelf = Shelf()
    one = article(1, shelf)
    for pages in (5, 50):
        expect_pages(pages)
        assert one.head == HEAD
    assert shelf.read == 1
    forget_loaded()
    assert one.head == HEAD
    assert shelf.read == 2
