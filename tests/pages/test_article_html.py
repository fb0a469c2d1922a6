"""What an article's HTML is given beyond what Markdown makes of it."""

from __future__ import annotations

import pytest
from markdown import markdown

from helpcentre.pages.article_html import usable_html

WORDS = {"Back to footnote %(number)s in the text": 'Zurück zur Fußnote "%(number)s"'}


def usable(text: str) -> str:
    html = markdown(text, extensions=["tables", "footnotes"])
    return usable_html(html, lambda message: WORDS.get(message, message))


def test_code_that_is_too_wide_can_be_scrolled_by_keys() -> None:
    assert '<pre tabindex="0"><code>curl' in usable("Run:\n\n    curl https://shop.example/\n")


def test_tables_stand_in_frames() -> None:
    assert '<div class="table"' in usable("| a | b |\n|---|---|\n| 1 | 2 |\n")


def test_the_way_back_from_a_footnote_is_named_in_the_pages_language() -> None:
    html = usable("One[^1] and two[^2].\n\n[^1]: First.\n[^2]: Second.\n")
    assert html.count("Jump back") == 0
    assert 'title="Zurück zur Fußnote &#34;2&#34;"' in html


@pytest.mark.parametrize("text", ["Jump back to footnote 1 in the text.", "`<pre>` and `footnote-backref`"])
def test_other_text_stays_as_it_is(text: str) -> None:
    assert usable(text) == markdown(text)
