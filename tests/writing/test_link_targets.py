"""Where the targets of links stand, by tables; what is no link is left alone."""

from __future__ import annotations

import pytest

from helpcentre.content.markdown import parse
from helpcentre.writing.link_targets import link_targets

LINKS = [
    ("[x](a.md)", ["a.md"]),
    ("[x](a.md#id) and [y](b.md?q=1#z)", ["a.md#id", "b.md?q=1#z"]),
    ('[x]( a.md "A title (a.md)" )', ["a.md"]),
    ("[x](<my file.md>)", ["my file.md"]),
    ("[x](a_(b).md)", ["a_(b).md"]),
    (r"[x](a\_b.md)", [r"a\_b.md"]),
    ("![alt](images/a.png)", ["images/a.png"]),
    ("[![alt](a.png)](a.md)", ["a.png", "a.md"]),
    ("[a.md](a.md)", ["a.md"]),
    ("[x](\n  a.md)", ["a.md"]),
    ("> a quotation with [x](a.md)\n> and [y](b.md)", ["a.md", "b.md"]),
    ("1. one\n\n    more [x](a.md)", ["a.md"]),
    ("| [x](a.md) | [x](a.md) |\n|---|---|\n| [y](b.md) | `c` |", ["a.md", "a.md", "b.md"]),
    ('!!! note "See"\n    [x](a.md)', ["a.md"]),
    ('??? note "See"\n    [x](a.md)', ["a.md"]),
    ("# [x](a.md) {#id}", ["a.md"]),
    ("Term\n:   [x](a.md)", ["a.md"]),
    ("[x][one] [y][] [z]\n\n[one]: a.md\n[y]: <b.md> 'Title'\n[z]:\n  c.md", ["a.md", "b.md", "c.md"]),
    ("[x][one]\n\n[one]: a.md\n[one]: b.md", ["a.md", "b.md"]),
    ("Text[^1]\n\n[^1]: See [x](a.md).", ["a.md"]),
    ('<a href="a.md">x</a> and <a class=b href=b.md>y</a>', ["a.md", "b.md"]),
    ("<div>\n<A data-href='no.md' HREF='a.md'>x</A>\n<img alt=\"a > b\" src=\"i.png\">\n</div>", ["a.md", "i.png"]),
    ('<a\n  href="a.md">x</a>', ["a.md"]),
    (
        '<video src="a.mp4" poster="a.png"><source src=b.mp4><track src="a.vtt"></video>',
        ["a.mp4", "a.png", "b.mp4", "a.vtt"],
    ),
    ('<img srcset="a.png 1x,\n  b.png 2x" src="a.png">', ["a.png", "b.png", "a.png"]),
    ("<picture>\n<source srcset='a.webp'>\n<source srcset=b.webp>\n</picture>", ["a.webp", "b.webp"]),
    ('<form action="a.md"><button formaction="b.md">x</button></form>', ["a.md", "b.md"]),
    ("<div markdown>\n\n[x](a.md)\n\n</div>", ["a.md"]),
    ("<div markdown>\n[x](a.md)\n</div>", ["a.md"]),
    ("[x](a.md){ .button }", ["a.md"]),
]


@pytest.mark.parametrize(("text", "found"), LINKS)
def test_each_target_is_found_where_it_stands(text: str, found: list[str]) -> None:
    targets = link_targets(text)
    assert [target.spelled for target in targets] == found
    assert [text[target.start : target.end] for target in targets] == found
    # No link that the checks know is missed.
    assert {link.target for link in parse(text).links} <= {target.decode(target.spelled) for target in targets}


NO_LINKS = [
    "`[x](a.md)`",
    "``a ` [x](a.md)``",
    "```\n[x](a.md)\n```",
    "~~~ md\n[x](a.md)\n\n[y]: a.md\n~~~",
    "    [x](a.md)",
    "1. one\n\n        [x](a.md)",
    r"\[x\](a.md)",
    "a.md, or <!-- [x](a.md) --> a.md",
    "<!--\n<a href='a.md'>x</a>\n[x](a.md)\n-->",
    "<script>\nconst link = '<a href=\"a.md\">';\n</script>",
    "`<a href='a.md'>`",
    "[x] (a.md)",
]


@pytest.mark.parametrize("text", NO_LINKS)
def test_code_comments_and_words_are_no_links(text: str) -> None:
    assert link_targets(text) == []
