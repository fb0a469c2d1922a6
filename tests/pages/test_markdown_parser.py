"""The parser of pages against Python-Markdown as it is."""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown import Markdown
from markdown.treeprocessors import InlineProcessor

from helpcentre.pages.markdown_parser import PATTERN_MARKS, make_parser

EXTENSIONS = (
    "admonition",
    "attr_list",
    "def_list",
    "footnotes",
    "md_in_html",
    "tables",
    "toc",
    "pymdownx.details",
    "pymdownx.superfences",
)
OTHERS = ("abbr", "nl2br", "sane_lists", "smarty", "wikilinks", "pymdownx.caret", "pymdownx.tasklist", "pymdownx.tilde")
"""Of which the parser knows nothing."""
CONFIGS: dict[str, dict[str, Any]] = {"toc": {"permalink": True}}

PARSERS = [
    pytest.param(make_parser(names, CONFIGS), Markdown(extensions=names, extension_configs=CONFIGS), id=kind)
    for kind, names in (("site's own", EXTENSIONS), ("others", EXTENSIONS + OTHERS), ("none", ()))
]

UNREAD, READ = make_parser(EXTENSIONS, {}, contents=False), Markdown(extensions=EXTENSIONS)

TEXTS = (
    "`a` ``b ` c`` \\` \\\\` `<b>`",
    "\\*a\\* \\[b](c) \\{ \\\\",
    "[a](b.md) [c](<d e.md> 'f') [g][h] [i] ![j](k.png) ![l][h] ![h]\n\n[h]: x.md 'Title'\n[i]: y.md",
    "<https://shop.example> <help@shop.example> a@b https://shop.example",
    "one  \ntwo\nthree",
    'a <b class="c">d</b> &amp; &#38; & < > <!-- e --> <?f?>',
    "*a* **b** ***c*** _d_ __e__ a_b_c *f _g* h_ **i *j* k**",
    "Text[^1] and[^note].\n\n[^1]: One\n[^note]:\n    Two\n\n    more",
    "# A {#a}\n\n## B `c` *d*\n\ntext # no\n#E\n\nF\n===\n\nG\n---",
    "[TOC]\n\n# A\n\n## B [TOC]\n\n[TOC] c",
    "- a\n- b\n    - c\n\n    d\n\n1. e\n2. f\n\n       code\n",
    "!!! note\n    a\n\n    - b\n\n        c\n\n!!! tip \"d\"\n    e\nf",
    "??? note\n    a\n\n???+ tip \"d\"\n    e",
    "Word\n:   Meaning\n\n    more\n\nOther\n: b",
    "> a\n> > b\n\n> c\nd",
    "| a | b |\n| - | -: |\n| `|` | \\| |\n\na | b\n- | -\nc | d\n\n| e\n| -\n| f",
    "```python\na = [1](2)\n```\n\n    ```\n    c\n    ```\n\n> ```\n> d\n> ```",
    "~~~\na\n~~~",
    "<div markdown='1'>\n\n*a*\n\n</div>\n\n<div>\n*b*\n</div>\n\n<p markdown='span'>*c*</p>",
    "* * *\n\n---\n\na\n***\nb\n\n_ _ _",
    "a {: .b }\n\n*c*{: #d }\n\n- e\n{: .f }",
    "\tcode\n\n \n\n\n        deep\n",
    "*[HTML]: Language\n\nHTML ~~a~~ ^^b^^ ~c~ ^d^ [[Page]] \"quoted\" -- ...\n\n- [ ] e\n- [x] f",
    "",
)  # fmt: skip


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize(("own", "plain"), PARSERS)
def test_the_html_is_that_of_python_markdown(own: Markdown, plain: Markdown, text: str) -> None:
    assert own.reset().convert(text) == plain.reset().convert(text)


MARKS = "`\\[]()<>&*_!#|:.?^=~-+{}\"'/@;1aé中ع \n\t\x02"
LONGER_MARKS = (
    *("![", "](", "[^", "]:", "!!! a", "??? b", "```", "~~~", "  \n", "1. ", "- ", "> ", ": ", "    ", "\n\n"),
    *("&amp;", "<b>", "</b>", "<div markdown>", "</div>", "[TOC]"),
)
PIECES = (*MARKS, *LONGER_MARKS, *TEXTS)


@given(st.lists(st.sampled_from(PIECES), max_size=25).map("".join))
@pytest.mark.parametrize(("own", "plain"), PARSERS)
def test_the_html_of_any_text_is_that_of_python_markdown(own: Markdown, plain: Markdown, text: str) -> None:
    assert own.reset().convert(text) == plain.reset().convert(text)
    assert getattr(own, "toc_tokens", []) == getattr(plain, "toc_tokens", []), "which make MkDocs's contents"


@pytest.mark.parametrize("expression", PATTERN_MARKS)
@given(st.data())
def test_no_pattern_matches_a_text_without_its_mark(expression: str, data: st.DataObject) -> None:
    text = data.draw(st.from_regex(re.compile(expression, re.DOTALL)))
    assert any(mark in text for mark in PATTERN_MARKS[expression])


@given(st.lists(st.sampled_from((*PIECES, "# a", "\n# a\n", " {#a}", " {data-toc-label=b}")), max_size=25).map("".join))
def test_headings_get_the_same_ids_where_nobody_reads_the_contents(text: str) -> None:
    assert UNREAD.reset().convert(text) == READ.reset().convert(text)


def test_the_marks_of_all_of_the_sites_patterns_are_asked_for() -> None:
    parser = make_parser(EXTENSIONS, {})
    own = type(parser.treeprocessors["inline"])
    assert "_InlineProcessor__handleInline" in vars(InlineProcessor).keys() & vars(own).keys(), "or nothing calls it"
    assert {pattern.getCompiledRegExp().pattern for pattern in parser.inlinePatterns} == PATTERN_MARKS.keys()
